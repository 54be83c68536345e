package app.inboundflow.client.testing;

import java.time.Duration;
import java.time.Instant;

/** A limit of requests for each window of time, which begins with its first request. */
final class Minute {
    private final int limit;
    private final Duration window;
    private long endsAt;
    private boolean begun;
    private int used;

    Minute(int limit, Duration window) {
        this.limit = limit;
        this.window = window;
    }

    /**
     * What is left.
     *
     * @param reset the unix second in which the whole limit is available again
     * @param seconds the seconds until then, at least 1
     */
    record Left(boolean allowed, int limit, int remaining, long reset, long seconds) {}

    synchronized Left take() {
        var now = System.nanoTime();
        if (!begun || now - endsAt >= 0) {
            begun = true;
            endsAt = now + window.toNanos();
            used = 0;
        }
        var allowed = used < limit;
        if (allowed) {
            used++;
        }
        var left = Duration.ofNanos(endsAt - now);
        var reset = Instant.now().plus(left).plusNanos(999_999_999).getEpochSecond();
        return new Left(
                allowed,
                limit,
                limit - used,
                reset,
                Math.max(1, left.plusNanos(999_999_999).toSeconds()));
    }
}
