package app.inboundflow.server.ratelimit;

import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** How many requests a minute each key may make. */
@Singleton
public class Quota {
    private final MinuteLimits<UUID> limits;

    Quota(Clock clock) {
        this.limits = new MinuteLimits<>(clock);
    }

    /**
     * Takes one request of a key's quota, and notes for the response's headers what remains.
     *
     * @throws ProblemException a 429 when nothing was left
     */
    public void take(UUID keyId, int requestsPerMinute, HttpRequest<?> request) {
        var taken = limits.take(keyId, requestsPerMinute);
        RateLimitHeaders.note(request, taken);
        if (!taken.allowed()) {
            throw Problems.quotaUsedUp(requestsPerMinute, taken.secondsToWait());
        }
    }
}
