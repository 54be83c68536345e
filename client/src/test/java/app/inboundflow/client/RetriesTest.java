package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.inboundflow.client.FaultServer.Fault;
import app.inboundflow.client.FaultServer.Reply;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest extends FaultTest {
    private static Reply busy() {
        return Reply.problem(503, "service_unavailable").header("Retry-After", "0");
    }

    @Test
    void listCallsTriesAgainAfterAResetInMidBody() {
        server.reply(calls(null, 1).fault(Fault.RESET_IN_BODY), calls(null, 1));

        assertThat(summaries(client.calls().list())).isEqualTo("1");

        assertThat(server.requests()).hasSize(2);
        assertThat(pauseAfter(1)).isGreaterThanOrEqualTo(375);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CLOSE_IN_BODY", "CLOSE_IN_CHUNKS", "CLOSE_AT_ONCE"})
    void listCallsTriesAgainAfterAConnectionClosedTooEarly(Fault fault) {
        server.reply(calls(null, 1).fault(fault), calls(null, 1));

        assertThat(summaries(client.calls().list())).isEqualTo("1");
    }

    @Test
    void listCallsTriesAgainAfterBrokenGzip() {
        server.reply(calls(null, 1).brokenGzip(), calls(null, 1).gzip());

        assertThat(summaries(client.calls().list())).isEqualTo("1");
    }

    @Test
    void listCallsGivesUpAfterThreeBrokenAnswers() {
        server.otherwise(calls(null, 1).fault(Fault.CLOSE_IN_BODY));

        assertThatThrownBy(client.calls()::list)
                .isInstanceOfSatisfying(ConnectionException.class, e -> {
                    assertThat(e.isTimeout()).isFalse();
                    assertThat(words(
                                    e.status(),
                                    e.code(),
                                    e.problem(),
                                    e.requestId(),
                                    e.body(),
                                    e.headers().map()))
                            .isEqualTo("0 null null null  {}");
                })
                .hasMessageStartingWith("GET /v1/calls?limit=100 got no answer: 127.0.0.1:");

        assertThat(server.requests()).hasSize(3);
        // Half a second and a second, each less up to a quarter.
        assertThat(pauseAfter(1)).isGreaterThanOrEqualTo(375);
        assertThat(pauseAfter(2)).isGreaterThanOrEqualTo(750);
    }

    @Test
    void listCallsThrowsConnectionExceptionWhenNobodyListens() throws Exception {
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        try (var nobody =
                builder().baseUrl("http://127.0.0.1:" + port).maxRetries(1).build()) {
            var begun = System.nanoTime();

            assertThatThrownBy(nobody.calls()::list)
                    .isInstanceOfSatisfying(ConnectionException.class, e -> assertThat(e.isTimeout())
                            .isFalse())
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasRootCauseInstanceOf(java.nio.channels.ClosedChannelException.class);

            assertThat(System.nanoTime() - begun).isGreaterThan(375_000_000);
        }
    }

    @Test
    void listCallsWaitsTheSecondsOfRetryAfter() {
        server.reply(Reply.problem(429, "rate_limited").header("Retry-After", "1"), calls(null, 1));

        assertThat(summaries(client.calls().list())).isEqualTo("1");

        assertThat(pauseAfter(1)).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void listCallsWaitsUntilTheDateOfRetryAfterByTheServersClock() {
        server.reply(
                Reply.problem(429, "rate_limited")
                        .header("Date", "Mon, 01 Jan 2001 00:00:00 GMT")
                        .header("Retry-After", "Mon, 01 Jan 2001 00:00:01 GMT"),
                calls(null, 1));

        assertThat(summaries(client.calls().list())).isEqualTo("1");

        assertThat(pauseAfter(1)).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void listCallsTriesAgainAtOnceAfterARetryAfterThatIsOver() {
        server.reply(
                Reply.problem(503, "service_unavailable").header("Retry-After", "Mon, 01 Jan 2001 00:00:01 GMT"),
                calls(null, 1));

        assertThat(summaries(client.calls().list())).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "31                            | PT31S",
                "99999999999                   | PT27777777H46M39S",
                "Mon, 01 Jan 2001 00:01:00 GMT | PT1M",
                "Fri, 31 Dec 9999 23:59:59 GMT | PT70117775H59M59S",
            })
    void listCallsThrowsRateLimitExceptionAtOnceWhenRetryAfterIsBeyondTheTotalTimeout(String after, Duration told) {
        server.reply(Reply.problem(429, "rate_limited")
                .header("Date", "Mon, 01 Jan 2001 00:00:00 GMT")
                .header("Retry-After", after));

        var failure = catchThrowableOfType(RateLimitException.class, client.calls()::list);

        assertThat(failure.retryAfter()).isEqualTo(told);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "", "99999999999999999999"})
    void listCallsPausesAsWithoutARetryAfterThatSaysNothing(String after) {
        server.reply(Reply.problem(429, "rate_limited").header("Retry-After", after));

        var failure = catchThrowableOfType(
                RateLimitException.class,
                client.withOptions(o -> o.maxRetries(0)).calls()::list);

        assertThat(failure.retryAfter()).isNull();
    }

    @Test
    void listCallsTriesAgainAfter503Twice() {
        server.reply(busy(), busy(), calls(null, 1));

        assertThat(summaries(client.calls().list())).isEqualTo("1");

        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void listCallsThrowsServerExceptionAfter503ThreeTimes() {
        server.reply(busy(), busy(), busy(), calls(null, 1));

        assertThatThrownBy(client.calls()::list)
                .isInstanceOfSatisfying(ServerException.class, e -> assertThat(words(e.status(), e.code()))
                        .isEqualTo("503 service_unavailable"));

        assertThat(server.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504})
    void listCallsTriesAgainAfter(int status) {
        server.reply(Reply.of(status).header("Retry-After", "0"), calls(null, 1));

        assertThat(summaries(client.calls().list())).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 500, 501, 505})
    void listCallsDoesNotTryAgainAfter(int status) {
        server.reply(Reply.of(status).header("Retry-After", "0"), calls(null, 1));

        assertThatThrownBy(client.calls()::list)
                .isInstanceOfSatisfying(
                        InboundFlowException.class, e -> assertThat(e.status()).isEqualTo(status));

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void listCallsWithoutRetriesIsSentOnce() {
        server.reply(busy(), calls(null, 1));
        var once = client.withOptions(o -> o.maxRetries(0));

        assertThatThrownBy(once.calls()::list).isInstanceOf(ServerException.class);

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void listCallsEndsWithinTheTotalTimeoutWhateverItsAttemptsAndPausesTake() {
        server.otherwise(calls(null, 1).fault(Fault.STALL_BEFORE_HEADERS));
        var hasty = client.withOptions(
                o -> o.maxRetries(1000).timeout(Duration.ofMillis(300)).totalTimeout(Duration.ofMillis(1200)));
        var begun = System.nanoTime();

        assertThatThrownBy(hasty.calls()::list)
                .isInstanceOfSatisfying(ConnectionException.class, e -> assertThat(e.isTimeout())
                        .isTrue());

        // The second attempt begins after 300 + 375 to 500 ms; a third would begin after 1200 ms.
        assertThat(server.requests()).hasSizeBetween(1, 2);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void listCallsCutsAnAttemptShortAtTheTotalTimeout() throws Exception {
        server.otherwise(calls(null, 1).fault(Fault.STALL_IN_BODY));
        var hasty = client.withOptions(o -> o.totalTimeout(Duration.ofMillis(300)));

        assertThatThrownBy(hasty.calls()::list)
                .isInstanceOfSatisfying(ConnectionException.class, e -> assertThat(e.isTimeout())
                        .isTrue());

        assertThat(server.requests()).hasSize(1);
        server.awaitNoConnection();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 500",
        "2, 1000",
        "3, 2000",
        "4, 4000",
        "5, 8000",
        "6, 8000",
        "7, 8000",
        "8, 8000",
        "2147483647, 8000"
    })
    void backoffDoublesUpToEightSecondsLessUpToAQuarter(int attempt, long longest) {
        assertThat(Retries.backoff(attempt, 0)).isEqualTo(Duration.ofMillis(longest));
        assertThat(Retries.backoff(attempt, 1)).isEqualTo(Duration.ofMillis(longest * 3 / 4));
    }

    @Test
    void listCallsTakesAnyTimeout() {
        server.reply(busy(), calls(null, 1));
        var forEver = Duration.ofSeconds(Long.MAX_VALUE);
        try (var patient = builder()
                .timeout(forEver)
                .totalTimeout(forEver)
                .connectTimeout(forEver)
                .build()) {
            assertThat(summaries(patient.calls().list())).isEqualTo("1");
        }
    }
}
