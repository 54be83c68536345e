package app.inboundflow.server.ratelimit;

import app.inboundflow.server.http.AnswerHeaders;
import io.micronaut.http.HttpRequest;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is left after a request.
 *
 * @param allowed whether there was one to take
 * @param limit requests a minute
 * @param remaining requests that remain until the reset
 * @param reset the unix second in which the whole limit is available again
 * @param secondsToWait the seconds until then, at least 1
 */
record Taken(boolean allowed, int limit, int remaining, long reset, long secondsToWait) {

    /** What is left of a minute that ends in so many nanoseconds. */
    static Taken of(boolean allowed, int limit, int remaining, long nanosLeft, Clock clock) {
        var now = clock.instant();
        var reset = now.getEpochSecond() + seconds(now.getNano() + nanosLeft);
        return new Taken(allowed, limit, Math.max(0, remaining), reset, Math.max(1, seconds(nanosLeft)));
    }

    /** Says it in the headers of the answer to a request. */
    void tell(HttpRequest<?> request) {
        AnswerHeaders.set(
                request,
                Map.of(
                        "X-RateLimit-Limit", Integer.toString(limit),
                        "X-RateLimit-Remaining", Integer.toString(remaining),
                        "X-RateLimit-Reset", Long.toString(reset)));
    }

    /** Rounded up, so that a client that waits that long is never too early. */
    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }
}
