package app.inboundflow.server.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;

/**
 * Limits by the minute, one for each holder. A holder's minute begins with its first request, and when it is over the whole
 * limit is available again: a client that waits for the reset is never refused. The minutes are measured by a clock that
 * nobody sets.
 */
final class MinuteLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int HOLDERS_KEPT = 100_000;

    private static final class Minute {
        private boolean begun;
        private long endsAt;
        private int used;
    }

    private final Ticker ticker;
    private final Clock clock;
    // A holder that was quiet for more than a minute has its whole limit again, so forgetting it changes nothing.
    private final Cache<String, Minute> minutes = Caffeine.newBuilder()
            // What is to be forgotten is found sooner than another thread is woken for it.
            .executor(Runnable::run)
            .maximumSize(HOLDERS_KEPT)
            .expireAfterAccess(MINUTE.multipliedBy(2))
            .build();

    /**
     * Limits of which nothing is used.
     *
     * @param ticker measures the minutes
     * @param clock tells the time of a reset
     */
    MinuteLimits(Ticker ticker, Clock clock) {
        this.ticker = ticker;
        this.clock = clock;
    }

    /** Takes one request of a holder's limit, if one is left. */
    Taken take(String holder, int limit) {
        var minute = minutes.get(holder, unknown -> new Minute());
        synchronized (minute) {
            var now = ticker.read();
            if (!minute.begun || now - minute.endsAt >= 0) {
                minute.begun = true;
                minute.endsAt = now + MINUTE.toNanos();
                minute.used = 0;
            }
            var allowed = minute.used < limit;
            if (allowed) {
                minute.used++;
            }
            return Taken.of(allowed, limit, limit - minute.used, minute.endsAt - now, clock);
        }
    }
}
