package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Client;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Request;
import app.inboundflow.check.RequestValidator;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * What the contract's schemas allow is accepted, what they rule out is refused, and nothing makes the server fail. {@link
 * Client} holds each exchange against the contract, which documents no answer besides.
 */
@AddLifecycleHook(Seed.class)
@PropertyDefaults(
        generation = GenerationMode.RANDOMIZED,
        edgeCases = EdgeCasesMode.NONE,
        shrinking = ShrinkingMode.BOUNDED)
class GeneratedRequestsTest {
    private static final int LEAST_REQUESTS = 1_000;
    private static final AtomicInteger SENT = new AtomicInteger();

    private static Client client;

    @BeforeContainer
    static void startServer() {
        var server = LiveServer.shared();
        var organization = server.createOrganization("Dave Auto Shop", "Starter Plan");
        organization.fill();
        client = new Client(
                server.url(), organization.key(), Pace.UNLIMITED, (sender, request, answer) -> SENT.incrementAndGet());
    }

    @Property(tries = 400)
    void whatTheSchemasAllowIsAccepted(@ForAll("valid") Request request) {
        assertThat(RequestValidator.objections(request))
                .as("generated as valid")
                .isEmpty();

        // Nothing has a generated id, and someone may have a generated phone number.
        assertThat(client.send(request).status()).isIn(200, 201, 404, 409);
    }

    @Property(tries = 400)
    void whatTheSchemasRuleOutIsRefused(@ForAll("broken") Request request) {
        assertThat(RequestValidator.objections(request))
                .as("generated as broken")
                .isNotEmpty();

        assertThat(client.send(request).status()).isEqualTo(400);
    }

    @Property(tries = 200)
    void nonsenseIsNeverTheServersFault(@ForAll("nonsense") Request request) {
        assertThat(client.send(request).status()).isIn(200, 400);
    }

    @AfterContainer
    static void report() {
        Results.write(
                Proof.RANDOM,
                "generated",
                "%,d generated requests, seed %d".formatted(SENT.get(), Seed.number()),
                Map.of());
        assertThat(SENT).as("requests of all properties together").hasValueGreaterThanOrEqualTo(LEAST_REQUESTS);
    }

    @Provide
    Arbitrary<Request> valid() {
        return GeneratedRequests.valid();
    }

    @Provide
    Arbitrary<Request> broken() {
        return GeneratedRequests.broken();
    }

    /** Bodies that are hardly JSON, and queries that are hardly any. */
    @Provide
    Arbitrary<Request> nonsense() {
        var bodies = Arbitraries.strings()
                .withChars("{}[]\",:\\u0019eE+-.truefalsn phone")
                .ofMaxLength(80)
                .map(body -> Request.post("/v1/contacts", body));
        var octets = Arbitraries.integers().between(0, 255).map("%%%02X"::formatted);
        var signs = Arbitraries.of("&", "=", "+", "limit", "since", "status", "1", "~", ".");
        var queries = Arbitraries.oneOf(octets, signs)
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts))
                // What a value without a name means is nowhere written.
                .filter(query -> !query.startsWith("=") && !query.contains("&="))
                .flatMap(query -> Arbitraries.of("/v1/calls", "/v1/leads", "/v1/me")
                        .map(path -> Request.get(path + "?" + query)));
        return Arbitraries.oneOf(bodies, queries);
    }
}
