package app.inboundflow.client.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.Attempt;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.RateLimitException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that is alone with its key never sees a 429. */
class PacingTest {
    private final FakeInboundFlow fake = FakeInboundFlow.start();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final InboundFlowClient client = fake.client().withOptions(o -> o.onAttempt(attempts::add));

    @AfterEach
    void close() {
        fake.close();
    }

    private long refused() {
        return attempts.stream().filter(attempt -> attempt.status() == 429).count();
    }

    @ParameterizedTest
    @CsvSource({"60, 100", "1, 2"})
    void fortyThreadsKeepTheLimit(int limit, int requests) throws Exception {
        fake.limit(limit, Duration.ofSeconds(2));
        var threads = Executors.newFixedThreadPool(40);
        try {
            var view = client.withOptions(o -> o.maxRetries(0));
            threads.invokeAll(IntStream.range(0, requests)
                            .mapToObj(i -> (Callable<Object>) () -> (i % 2 == 0 ? client : view).me())
                            .toList())
                    .forEach(future -> assertThat(future).succeedsWithin(Duration.ofSeconds(1)));
        } finally {
            threads.shutdown();
        }

        assertThat(refused()).isZero();
        assertThat(attempts).hasSize(requests);
    }

    @Test
    void requestsThatDoNotBlockKeepTheLimit() {
        fake.limit(20, Duration.ofSeconds(2));

        CompletableFuture.allOf(IntStream.range(0, 30)
                        .mapToObj(i -> client.async().me())
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(refused()).isZero();
        assertThat(attempts).hasSize(30);
    }

    @Test
    void requestThatWouldWaitTooLongIsNotSent() {
        fake.limit(1, Duration.ofMinutes(1));
        client.me();
        var hasty = client.withOptions(o -> o.totalTimeout(Duration.ofSeconds(2)));

        assertThatThrownBy(hasty::me)
                .isInstanceOfSatisfying(RateLimitException.class, e -> {
                    assertThat(e.status()).isEqualTo(429);
                    assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(63));
                    assertThat(e.headers().firstValue("X-RateLimit-Limit")).contains("1");
                })
                .hasMessageContaining("GET /v1/me was not sent: the limit of 1 requests a minute is used up");
        assertThatThrownBy(() -> hasty.async().me().join()).hasCauseInstanceOf(RateLimitException.class);
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void cancelledAndInterruptedRequestsLeaveTheirTurn() throws Exception {
        fake.limit(1, Duration.ofSeconds(2));
        client.me();
        var cancelled = client.async().me();
        var interrupted = new Thread(client::me);
        interrupted.setUncaughtExceptionHandler((thread, expected) -> {});
        interrupted.start();
        cancelled.cancel(true);
        interrupted.interrupt();
        interrupted.join();

        client.me();

        assertThat(fake.requests()).hasSize(2);
        assertThat(refused()).isZero();
    }

    @Test
    void firstAnswerThatDoesNotComeStopsNobodyElse() {
        fake.failNext(Fault.STALL);
        var stalled = client.async().me();

        client.me();

        stalled.cancel(true);
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void pacingCanBeTurnedOff() {
        fake.limit(1, Duration.ofMinutes(1));
        var free = client.withOptions(o -> o.pacing(false).maxRetries(0));
        free.me();

        assertThatThrownBy(free::me).isInstanceOf(RateLimitException.class).hasMessageContaining("answered 429");
        assertThat(fake.requests()).hasSize(2);
    }
}
