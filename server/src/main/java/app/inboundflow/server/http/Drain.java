package app.inboundflow.server.http;

import io.micronaut.context.annotation.Value;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Takes a server that is told to stop out of service, before it takes no more connections: it says that it is not ready, goes
 * on answering, and closes each connection with its next answer. So a load balancer that asks for readiness sends nothing more
 * once the server stops, and no request fails.
 */
@Readiness
@Singleton
public class Drain implements HealthIndicator {
    /** Who has not asked for so long is no load balancer. */
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

    private final Duration time;
    private volatile @Nullable Long readinessAskedAt;
    private volatile boolean begun;

    Drain(@Value("${inboundflow.drain-seconds:5}") int seconds) {
        this.time = Duration.ofSeconds(seconds);
    }

    @Override
    public Publisher<HealthResult> getResult() {
        readinessAskedAt = System.nanoTime();
        return Mono.just(HealthResult.builder("drain", begun ? HealthStatus.DOWN : HealthStatus.UP)
                .build());
    }

    /** Whether connections are to be closed with their next answer. */
    boolean hasBegun() {
        return begun;
    }

    /** Drains the server and returns after the time of the configuration; at once when nobody asked for readiness lately. */
    public void run() {
        begun = true;
        var asked = readinessAskedAt;
        if (asked == null || System.nanoTime() - asked > LONGEST_INTERVAL.toNanos()) {
            return;
        }
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
