package app.inboundflow.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MinuteLimitsTest {
    private long now = 1_771_966_800_123L;
    private final MinuteLimits limits = new MinuteLimits(() -> now * 1_000_000, new Clock() {
        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public long millis() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    });

    @Test
    void takeAllowsTheLimitAndNoMore() {
        for (var remaining = 59; remaining >= 0; remaining--) {
            var taken = limits.take("key", 60);
            assertThat(taken.allowed()).isTrue();
            assertThat(taken.limit()).isEqualTo(60);
            assertThat(taken.remaining()).isEqualTo(remaining);
        }
        assertThat(limits.take("key", 60).allowed()).isFalse();
        assertThat(limits.take("another", 60).allowed()).isTrue();
    }

    @Test
    void takeNeverRefusesWhoWaitsForTheReset() {
        var random = new Random(42);
        for (var request = 0; request < 20_000; request++) {
            var taken = limits.take("key", 7);
            assertThat(taken.allowed()).isTrue();
            if (taken.remaining() == 0) {
                now = taken.reset() * 1000;
            } else {
                now += random.nextInt(20_000);
            }
        }
    }

    @Test
    void takeNeverRefusesWhoWaitsTheSecondsOfARefusal() {
        var random = new Random(42);
        for (var minute = 0; minute < 1_000; minute++) {
            while (limits.take("key", 3).allowed()) {
                now += random.nextInt(3_000);
            }
            var refused = limits.take("key", 3);
            assertThat(refused.secondsToWait()).isBetween(1L, 60L);
            now += refused.secondsToWait() * 1000;
            assertThat(limits.take("key", 3).allowed()).isTrue();
        }
    }

    @Test
    void takeAllowsNoMoreThanTheLimitInAnyOfItsMinutes() {
        var allowed = 0;
        for (var tenth = 0; tenth < 600; tenth++) {
            allowed += limits.take("key", 5).allowed() ? 1 : 0;
            now += 99;
        }
        assertThat(allowed).isEqualTo(5);
    }

    @Test
    void takeCountsExactlyUnderConcurrency() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> take = () -> limits.take("key", 100).allowed();
            var allowed = 0;
            for (var taken :
                    threads.invokeAll(Stream.generate(() -> take).limit(500).toList())) {
                allowed += taken.get() ? 1 : 0;
            }
            assertThat(allowed).isEqualTo(100);
        }
    }
}
