package app.inboundflow.server.ratelimit;

import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * How many failed authentications a minute are answered to one address, so that guessing keys is slow. Once they are used
 * up, that address learns nothing about keys that did not work here lately.
 */
@Singleton
public class FailedAuthentications {
    private final HttpClientAddressResolver addresses;
    private final int perMinute;
    private final MinuteLimits<String> limits;

    FailedAuthentications(
            HttpClientAddressResolver addresses,
            @Value("${inboundflow.failed-authentications-per-minute:30}") int perMinute,
            Clock clock) {
        this.addresses = addresses;
        this.perMinute = perMinute;
        this.limits = new MinuteLimits<>(clock);
    }

    /** Whether the address of this request has used up its failures. */
    public boolean areTooMany(HttpRequest<?> request) {
        return limits.isUsedUp(address(request), perMinute);
    }

    /**
     * Counts one more failure of the address of this request.
     *
     * @throws ProblemException a 429 when there were too many already
     */
    public void count(HttpRequest<?> request) {
        var taken = limits.take(address(request), perMinute);
        RateLimitHeaders.note(request, taken);
        if (!taken.allowed()) {
            throw Problems.tooManyFailedAuthentications(taken.secondsToWait());
        }
    }

    private String address(HttpRequest<?> request) {
        return String.valueOf(addresses.resolve(request));
    }
}
