package app.inboundflow.server.database;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Whether the server is ready: PostgreSQL answers within a second on a connection of the pool. Anyone can ask, so the answer
 * is kept for a second, and all who ask meanwhile share it.
 */
@Readiness
@Singleton
class DatabaseHealth implements HealthIndicator {
    private static final String NAME = "database";
    private static final int ANSWER_SECONDS = 1;
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Mono<HealthResult> result;

    DatabaseHealth(DataSource dataSource, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        var pool = DelegatingDataSource.unwrapDataSource(dataSource);
        this.result = Mono.fromCallable(() -> probe(pool))
                .subscribeOn(Schedulers.fromExecutorService(executor))
                .cache(KEPT);
    }

    private static HealthResult probe(DataSource pool) {
        var status = HealthStatus.DOWN;
        try (var connection = pool.getConnection()) {
            status = connection.isValid(ANSWER_SECONDS) ? HealthStatus.UP : HealthStatus.DOWN;
        } catch (SQLException unavailable) {
            // It is down; requests that need it tell why.
        }
        return HealthResult.builder(NAME, status).build();
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return result;
    }
}
