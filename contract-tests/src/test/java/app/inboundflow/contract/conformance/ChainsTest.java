package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Request;
import app.inboundflow.check.Witness;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;

/** Chains of requests to an organization that has nothing at first: each answer is what those before it make of it. */
@AddLifecycleHook(Seed.class)
class ChainsTest {
    private static final String PATH = "/v1/contacts";
    private static final String KEY = "Idempotency-Key";
    private static final AtomicInteger CHAINS = new AtomicInteger();
    private static final AtomicInteger SENT = new AtomicInteger();

    private enum Kind {
        CREATE,
        CONFLICT,
        REPLAY,
        REUSE,
        GET,
        FIND,
        LIST
    }

    /**
     * A request.
     *
     * @param which of the contacts that there are
     * @param body of a new contact
     */
    record Link(Kind kind, int which, JsonNode body) {}

    private record Created(JsonNode data, Request request, Answer answer) {}

    @Property(
            tries = 40,
            generation = GenerationMode.RANDOMIZED,
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.BOUNDED)
    void everyRequestFindsWhatThoseBeforeItLeft(@ForAll("chains") List<Link> chain) {
        var server = LiveServer.shared();
        var organization = server.createOrganization("Chains", "Starter Plan");
        var client = new Client(
                server.url(),
                organization.key(),
                Pace.UNLIMITED,
                new Witness(),
                (sender, request, answer) -> SENT.incrementAndGet());
        var created = new ArrayList<Created>();
        for (var link : chain) {
            if (link.kind() == Kind.CREATE || created.isEmpty()) {
                create(client, link.body(), created);
            } else {
                ask(client, link, created.get(link.which() % created.size()), created);
            }
        }
        CHAINS.incrementAndGet();
    }

    @AfterContainer
    static void report() {
        Results.write(
                Proof.RANDOM, "chains", "%,d requests in %d chains".formatted(SENT.get(), CHAINS.get()), Map.of());
    }

    private static void create(Client client, JsonNode body, List<Created> created) {
        var request = post(body, UUID.randomUUID().toString());
        var isKnown = created.stream().anyMatch(one -> one.data().get("phone").equals(body.get("phone")));
        var answer = client.expect(isKnown ? 409 : 201, request);
        if (!isKnown) {
            var data = answer.body("/data");
            body.properties()
                    .forEach(sent -> assertThat(data.get(sent.getKey())).isEqualTo(sent.getValue()));
            created.add(new Created(data, request, answer));
        }
    }

    private static void ask(Client client, Link link, Created one, List<Created> created) {
        var data = one.data();
        var key = one.request().headers().get(KEY);
        ObjectNode body = link.body().deepCopy();
        switch (link.kind()) {
            case CREATE -> throw new IllegalStateException();
            case CONFLICT -> {
                var conflict = post(
                        body.set("phone", data.get("phone")), UUID.randomUUID().toString());
                assertThat(client.expect(409, conflict).body("/existing_id")).isEqualTo(data.get("id"));
            }
            case REPLAY ->
                assertThat(client.expect(201, one.request()).body())
                        .isEqualTo(one.answer().body());
            case REUSE -> client.expect(422, post(body.put("notes", "reused " + data.get("id")), key));
            case GET ->
                assertThat(read(client, Request.get(PATH + "/" + data.get("id").asText())))
                        .isEqualTo(data);
            case FIND ->
                assertThat(read(
                                client,
                                Request.get(PATH)
                                        .query("phone", data.get("phone").asText())))
                        .containsExactly(data);
            case LIST ->
                assertThat(read(client, Request.get(PATH).query("limit", "100")))
                        .containsExactlyInAnyOrderElementsOf(
                                created.stream().map(Created::data).toList());
        }
    }

    private static JsonNode read(Client client, Request request) {
        return client.expect(200, request).body("/data");
    }

    private static Request post(JsonNode body, String key) {
        return Request.post(PATH, body.toString()).with(KEY, key);
    }

    @Provide
    Arbitrary<List<Link>> chains() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 9),
                        SchemaArbitrary.of(Contract.operation("createContact").requestBody()))
                .as(Link::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(10);
    }
}
