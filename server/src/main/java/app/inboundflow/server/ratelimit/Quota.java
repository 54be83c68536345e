package app.inboundflow.server.ratelimit;

import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** How many requests a minute each key may make. */
@Singleton
public class Quota {
    private final MinuteLimits limits;

    Quota(Ticker ticker, Clock clock) {
        this.limits = new MinuteLimits(ticker, clock);
    }

    /**
     * Takes one request of a key's quota, and notes for the response's headers what remains.
     *
     * @return a 429 when nothing was left
     */
    public Optional<ProblemException> take(UUID keyId, int requestsPerMinute, HttpRequest<?> request) {
        var taken = limits.take(keyId.toString(), requestsPerMinute);
        RateLimitHeaders.note(request, taken);
        return taken.allowed()
                ? Optional.empty()
                : Optional.of(Problems.quotaUsedUp(requestsPerMinute, taken.secondsToWait()));
    }
}
