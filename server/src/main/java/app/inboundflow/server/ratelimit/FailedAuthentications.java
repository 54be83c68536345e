package app.inboundflow.server.ratelimit;

import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/** How many failed authentications a minute are answered to one address. A request with a valid key is none of them. */
@Singleton
public class FailedAuthentications {
    private final ClientAddress addresses;
    private final int perMinute;
    private final Limits limits;

    FailedAuthentications(
            ClientAddress addresses,
            @Value("${inboundflow.failed-authentications-per-minute:30}") int perMinute,
            LimitsFactory factory) {
        this.addresses = addresses;
        this.perMinute = perMinute;
        this.limits = factory.limits("address");
    }

    /**
     * Counts one more failure of the address of this request, and notes for the response's headers what remains.
     *
     * @return the answer: a 401, or a 429 when there were too many already
     */
    public CompletableFuture<ProblemException> count(HttpRequest<?> request) {
        return limits.take(addresses.of(request), perMinute).thenApply(taken -> {
            taken.tell(request);
            return taken.allowed()
                    ? Problems.unauthorized()
                    : Problems.tooManyFailedAuthentications(taken.secondsToWait());
        });
    }
}
