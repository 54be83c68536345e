package app.inboundflow.contract.pact.provider;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.pact.Promises;
import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.provider.VerificationFailureType;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import java.net.URI;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each interaction of each pact, against the packaged server on a real PostgreSQL, for an organization of its own; first it is
 * held against the contract. Where the pacts come from is for the subclasses to say.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerHonoursPacts {
    static final String PROVIDER = "inboundflow-server";

    // Pact's own client waits for a minute and asks again when the answer is a 429.
    private static final CloseableHttpClient HTTP = HttpClients.custom()
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .build();

    /** Whether each interaction of each consumer was honoured. */
    private final Map<String, Map<String, Boolean>> report = new TreeMap<>();

    private LiveServer server;
    private ProviderStates states;
    private boolean verified;

    @BeforeAll
    void start() {
        server = LiveServer.shared();
    }

    @BeforeEach
    void prepare(PactVerificationContext context) {
        var url = URI.create(server.url());
        verified = false;
        states = new ProviderStates(server);
        context.setTarget(new HttpTestTarget(url.getHost(), url.getPort(), "/", () -> provider -> HTTP));
        context.addStateChangeHandlers(states);
    }

    @TestTemplate
    @ExtendWith(PactVerificationInvocationContextProvider.class)
    void theServerHonours(PactVerificationContext context, Interaction interaction, HttpRequest request) {
        assertThat(Promises.objections(interaction))
                .as(
                        "\"%s\" relies on what openapi.yaml does not promise: change the pact, or the contract first",
                        interaction.getDescription())
                .isEmpty();
        // The key of a pact is made up; this one is of the organization that the provider states filled.
        states.key().ifPresent(key -> request.setHeader("Authorization", "Bearer " + key));
        try {
            context.verifyInteraction();
        } catch (AssertionError withoutDetails) {
            throw new AssertionError("The server does not honour \"" + interaction.getDescription()
                    + "\". If the contract promises this, correct the server; if not, the pact:\n"
                    + differences(context));
        }
        // A pact that its broker calls pending may fail without failing the build.
        verified = context.getTestExecutionResult().isEmpty();
    }

    private static String differences(PactVerificationContext context) {
        return context.getTestExecutionResult().stream()
                .flatMap(failed -> failed.getFailures().values().stream())
                .flatMap(List::stream)
                .map(VerificationFailureType::description)
                .collect(Collectors.joining("\n"));
    }

    @AfterEach
    void note(Pact pact, Interaction interaction) throws SQLException {
        states.close();
        report.computeIfAbsent(pact.getConsumer().getName(), name -> new LinkedHashMap<>())
                .put(Promises.operationId(interaction) + ": " + interaction.getDescription(), verified);
    }

    /** Writes what there is; where nothing could be verified, nothing. */
    @AfterAll
    void write() {
        var verified =
                report.values().stream().flatMap(one -> one.values().stream()).toList();
        if (!verified.isEmpty()) {
            var sentence = "%d of %d interactions of %d consumers verified"
                    .formatted(verified.stream().filter(one -> one).count(), verified.size(), report.size());
            Results.write(Proof.PACTS, "", sentence, Map.of("Interactions verified, by consumer", report));
        }
    }
}
