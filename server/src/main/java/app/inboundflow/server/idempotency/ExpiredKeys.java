package app.inboundflow.server.idempotency;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import app.inboundflow.server.database.JobLeases;
import app.inboundflow.server.idempotency.IdempotencyKeyRepository.Key;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the answers that are older than 24 hours, of all organizations: every ten minutes, on one server at a time, in
 * small transactions that keep nobody waiting.
 */
@Singleton
public class ExpiredKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiredKeys.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int BATCH = 500;

    private final IdempotencyKeyRepository keys;
    private final JobLeases leases;
    private final TaskScheduler scheduler;

    ExpiredKeys(
            IdempotencyKeyRepository keys, JobLeases leases, @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        this.keys = keys;
        this.leases = leases;
        this.scheduler = scheduler;
    }

    @EventListener
    void schedule(ServerStartupEvent started) {
        scheduler.scheduleWithFixedDelay(INTERVAL, INTERVAL, this::sweepInBackground);
    }

    private void sweepInBackground() {
        try {
            sweep();
        } catch (RuntimeException failed) {
            LOG.warn("Could not delete the expired answers to idempotency keys: {}", failed.getMessage());
        }
    }

    /**
     * Deletes what is expired, unless a server has begun to do so in the last ten minutes.
     *
     * @return how many answers were deleted
     */
    public int sweep() {
        if (!leases.take("idempotency_sweep", INTERVAL)) {
            return 0;
        }
        var end = System.nanoTime() + INTERVAL.toNanos();
        var deleted = 0;
        int batch;
        do {
            batch = sweepBatch();
            deleted += batch;
        } while (batch == BATCH && System.nanoTime() - end < 0);
        return deleted;
    }

    private int sweepBatch() {
        return keys.listExpired(BATCH).stream()
                .collect(groupingBy(Key::organizationId, mapping(Key::key, toList())))
                .entrySet()
                .stream()
                .mapToInt(expired -> keys.deleteExpired(expired.getKey(), expired.getValue()))
                .sum();
    }
}
