package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.FaultServer.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimeoutsTest extends FaultTest {
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STALL_BEFORE_HEADERS", "STALL_IN_HEADERS", "STALL_IN_BODY"})
    void listCallsEndsAndClosesTheConnectionWhenTheAnswerStalls(Fault fault) throws Exception {
        server.otherwise(calls(null, 1).fault(fault));
        var hasty = client.withOptions(o -> o.timeout(Duration.ofMillis(200)).maxRetries(0));
        var begun = System.nanoTime();

        assertThatThrownBy(hasty.calls()::list)
                .isInstanceOfSatisfying(ConnectionException.class, e -> assertThat(e.isTimeout())
                        .isTrue())
                .hasMessage("GET /v1/calls?limit=100 got no answer: not in time (timeout PT0.2S, totalTimeout PT30S)");

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(10));
        server.awaitNoConnection();
    }

    @Test
    void listCallsTriesAgainAfterATimeout() {
        server.reply(calls(null, 1).fault(Fault.STALL_IN_BODY), calls(null, 1));
        var hasty = client.withOptions(o -> o.timeout(Duration.ofSeconds(2)));

        assertThat(summaries(hasty.calls().list())).isEqualTo("1");

        assertThat(server.requests()).hasSize(2);
    }
}
