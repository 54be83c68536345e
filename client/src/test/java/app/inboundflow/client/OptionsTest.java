package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.FaultServer.Reply;
import app.inboundflow.client.model.CallStatus;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest extends FaultTest {
    @Test
    void nullIsTheDefault() {
        try (var defaults = InboundFlowClient.builder()
                .apiKey("sk_live_test")
                .baseUrl("http://localhost:1")
                .baseUrl(null)
                .timeout(null)
                .totalTimeout(null)
                .connectTimeout(null)
                .userAgentSuffix(null)
                .httpClient(null)
                .onAttempt(null)
                .header("X-Gateway", null)
                .build()) {
            assertThat(defaults).hasToString("InboundFlowClient[https://api.inboundflow.app]");
        }
        assertThatThrownBy(InboundFlowClient.builder().apiKey(null)::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("apiKey is missing");
    }

    @Test
    void nullTakesAFilterAway() {
        server.otherwise(calls(null, 1));
        client.calls()
                .list(new ListCallsParameters()
                        .status(CallStatus.FAILED)
                        .phone("+1")
                        .status(null)
                        .phone(null));

        assertThat(server.request().target()).isEqualTo("/v1/calls?limit=100");
    }

    @Test
    void nullCursorIsRefusedBecauseItWasTheLastPage() {
        assertThatThrownBy(() -> new ListCallsParameters().cursor(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was the last one");
    }

    @Test
    void headersGoWithEveryRequest() {
        server.otherwise(calls(null, 1));
        client.withOptions(o -> o.header("X-Gateway", "a").header("x-gateway", "b"))
                .calls()
                .list();

        assertThat(server.request().header("X-Gateway")).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "user-agent", "Accept", "Idempotency-Key", "Host", "two words", ""})
    void headersOfTheClientsOwnAreRefused(String name) {
        assertThatThrownBy(() -> InboundFlowClient.builder().header(name, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listenerIsToldEachAttempt() {
        server.reply(Reply.of(503).header("Retry-After", "0"), calls(null, 1));
        var attempts = new CopyOnWriteArrayList<Attempt>();
        var told = client.withOptions(o -> o.onAttempt(attempts::add));

        assertThatThrownBy(() -> told.calls().get(UUID.randomUUID())).isInstanceOf(ServerException.class);

        assertThat(attempts)
                .extracting(a -> words(a.method(), a.route(), a.number(), a.status(), a.requestId(), a.failure()))
                .containsExactly(
                        "GET /v1/calls/{call_id} 1 503 req_0123456789ab null",
                        "GET /v1/calls/{call_id} 2 200 req_0123456789ab null");
        assertThat(attempts).allMatch(attempt -> !attempt.duration().isNegative());
    }

    @Test
    void listenerThatFailsFailsNoRequest() {
        server.otherwise(calls(null, 1));
        LOGGER.setFilter(record -> false);
        try {
            var told = client.withOptions(o -> o.onAttempt(attempt -> {
                throw new IllegalStateException("no metrics today");
            }));

            assertThat(told.calls().list().items()).hasSize(1);
        } finally {
            LOGGER.setFilter(null);
        }
    }
}
