package app.inboundflow.server.database;

import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes in the background what is not kept any more: every ten minutes, on one server at a time (see {@link JobLeases}), in
 * small transactions with pauses between them, which keep nobody waiting.
 */
@Singleton
public class Sweeps {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final long PAUSE_MILLIS = 100;

    private final JobLeases leases;
    private final TaskScheduler scheduler;
    private boolean stopped;

    Sweeps(JobLeases leases, @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        this.leases = leases;
        this.scheduler = scheduler;
    }

    /** Sweeps every ten minutes from now on, until the server stops. */
    public void schedule(Runnable sweep) {
        scheduler.scheduleWithFixedDelay(INTERVAL, INTERVAL, sweep);
    }

    /**
     * Sweeps once, unless a server has begun to do so in the last ten minutes. What fails is logged, once a sweep, and left to
     * the next one.
     *
     * @param job its row in {@code job_leases}
     * @param full how many rows a batch deletes at most; after a full one comes another
     * @param parts what to sweep; each deletes a batch and says how many rows that was. When one fails the others go on.
     * @return how many rows were deleted
     */
    public int sweep(String job, int full, Supplier<List<IntSupplier>> parts) {
        var deleted = 0;
        RuntimeException failure = null;
        try {
            if (!leases.take(job, INTERVAL)) {
                return 0;
            }
            var end = System.nanoTime() + INTERVAL.toNanos();
            for (var part : parts.get()) {
                try {
                    int batch;
                    do {
                        batch = run(part);
                        deleted += batch;
                    } while (batch == full && pause() && System.nanoTime() - end < 0);
                } catch (RuntimeException failed) {
                    failure = failure == null ? failed : failure;
                }
            }
        } catch (RuntimeException failed) {
            failure = failed;
        }
        if (failure != null) {
            LOG.warn("Part of the job {} failed, and is tried again in ten minutes: {}", job, failure.getMessage());
        }
        return deleted;
    }

    private synchronized int run(IntSupplier batch) {
        return stopped ? 0 : batch.getAsInt();
    }

    /** Waits, and says whether to go on. */
    private synchronized boolean pause() {
        try {
            wait(PAUSE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !stopped;
    }

    /** Lets the batch that runs end, and begins no other: the database is left next. */
    @PreDestroy
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
