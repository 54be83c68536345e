package app.inboundflow.server.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** Makes limits that this server counts alone, or with all servers on its database, as {@code INBOUNDFLOW_RATE_LIMITS} says. */
@Singleton
class LimitsFactory {
    private final boolean shared;
    private final RateLimitRepository repository;
    private final Ticker ticker;
    private final Clock clock;
    private final ExecutorService executor;

    LimitsFactory(
            @Value("${inboundflow.rate-limits:local}") String counted,
            RateLimitRepository repository,
            Ticker ticker,
            Clock clock,
            @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.shared = switch (counted.strip()) {
            case "local" -> false;
            case "shared" -> true;
            default -> throw new IllegalArgumentException("INBOUNDFLOW_RATE_LIMITS must be local or shared.");
        };
        this.repository = repository;
        this.ticker = ticker;
        this.clock = clock;
        this.executor = executor;
    }

    /**
     * Makes limits of which nothing is used here.
     *
     * @param kind tells them from other limits in the database
     */
    Limits limits(String kind) {
        if (shared) {
            return new SharedLimits(kind, repository, ticker, clock, executor);
        }
        var local = new MinuteLimits(ticker, clock);
        return (holder, limit) -> CompletableFuture.completedFuture(local.take(holder, limit));
    }
}
