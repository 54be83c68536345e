package app.inboundflow.server.observability;

import app.inboundflow.server.auth.ApiClient;
import app.inboundflow.server.http.AnswerObserver;
import app.inboundflow.server.http.Operation;
import app.inboundflow.server.problem.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Counts and times requests by operation, method and status, and what the rate limits refused. All three are of the contract,
 * or {@code none} and {@code OTHER}: clients cannot make series.
 */
@Singleton
@Requires(beans = PrometheusMeterRegistry.class)
class RequestMetrics implements AnswerObserver {
    private static final Duration[] BUCKETS = LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private record Series(String operation, HttpMethod method, int status) {}

    private final PrometheusMeterRegistry registry;
    private final Counter refusedKeys;
    private final Counter refusedAddresses;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    RequestMetrics(PrometheusMeterRegistry registry) {
        this.registry = registry;
        this.refusedKeys = refused("key");
        this.refusedAddresses = refused("address");
    }

    private Counter refused(String limit) {
        return Counter.builder("inboundflow.rate.limited")
                .description(
                        "Requests that were refused because the limit of a key, or of failures of an address, was used up.")
                .tag("limit", limit)
                .register(registry);
    }

    @Override
    public void answered(HttpRequest<?> request, HttpResponse<?> response, long nanos) {
        var series = new Series(Operation.of(request), request.getMethod(), response.code());
        timers.computeIfAbsent(series, this::timer).record(nanos, TimeUnit.NANOSECONDS);
        if (series.status == ProblemType.RATE_LIMITED.status()) {
            (ApiClient.of(request).isPresent() ? refusedKeys : refusedAddresses).increment();
        }
    }

    private Timer timer(Series series) {
        return Timer.builder("http.server.requests")
                .description("Requests from the moment that they were read to the moment that they could be answered.")
                .tag("operation", series.operation)
                .tag("method", Operation.method(series.method))
                .tag("status", Integer.toString(series.status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
