package app.inboundflow.server.ratelimit;

import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** How many requests a minute each key may make. */
@Singleton
public class Quota {
    private final Limits limits;

    Quota(LimitsFactory factory) {
        this.limits = factory.limits("key");
    }

    /**
     * Takes one request of a key's quota, and notes for the response's headers what remains.
     *
     * @return a 429 when nothing was left
     */
    public CompletableFuture<Optional<ProblemException>> take(
            UUID keyId, int requestsPerMinute, HttpRequest<?> request) {
        return limits.take(keyId.toString(), requestsPerMinute).thenApply(taken -> {
            taken.tell(request);
            return taken.allowed()
                    ? Optional.empty()
                    : Optional.of(Problems.quotaUsedUp(requestsPerMinute, taken.secondsToWait()));
        });
    }
}
