package app.inboundflow.server.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Limits by the minute, one for each holder. A holder's minutes follow one another from its first request on, and at the end
 * of each the whole limit is available again: who waits for the reset is never refused.
 */
final class MinuteLimits<K> {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int HOLDERS_KEPT = 100_000;

    private final TimeMeter time;
    // A holder that was quiet for more than a minute has its whole limit again, so forgetting it changes nothing.
    private final Cache<K, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(HOLDERS_KEPT)
            .expireAfterAccess(MINUTE.multipliedBy(2))
            .build();

    MinuteLimits(Clock clock) {
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /** Takes one request of a holder's limit, if one is left. */
    Taken take(K holder, int limit) {
        var probe = bucket(holder, limit).tryConsumeAndReturnRemaining(1);
        var now = time.currentTimeNanos();
        return new Taken(
                probe.isConsumed(),
                limit,
                probe.getRemainingTokens(),
                seconds(now + probe.getNanosToWaitForReset()),
                Math.max(1, seconds(probe.getNanosToWaitForReset())));
    }

    /** Whether nothing is left of a holder's limit. */
    boolean isUsedUp(K holder, int limit) {
        return bucket(holder, limit).getAvailableTokens() == 0;
    }

    private Bucket bucket(K holder, int limit) {
        return buckets.get(holder, unknown -> Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(minutely -> minutely.capacity(limit).refillIntervally(limit, MINUTE))
                .build());
    }

    /** Rounded up, so that who waits that long is never too early. */
    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }

    /**
     * What is left after a request.
     *
     * @param allowed whether there was one to take
     * @param limit requests a minute
     * @param remaining requests that remain until the reset
     * @param reset the unix second in which the whole limit is available again
     * @param secondsToWait the seconds until then, at least 1
     */
    record Taken(boolean allowed, int limit, long remaining, long reset, long secondsToWait) {}
}
