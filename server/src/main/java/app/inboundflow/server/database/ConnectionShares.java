package app.inboundflow.server.database;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps one kind of work from taking all connections of the pool: each may hold two fifths of them at a time. So when a lock
 * in PostgreSQL stops one operation, the others go on. A server with little memory runs fewer at a time: while a page of long
 * transcripts is put together, it takes ten megabytes.
 */
@Singleton
public class ConnectionShares {
    private static final long MOST_BYTES_OF_ONE = 10L * 1024 * 1024;

    private final int share;
    private final long patienceMillis;
    private final Map<Object, Semaphore> shares = new ConcurrentHashMap<>();

    ConnectionShares(
            @Value("${datasources.default.maximum-pool-size}") int poolSize,
            @Value("${datasources.default.connection-timeout}") long patienceMillis) {
        var fitIntoMemory = Runtime.getRuntime().maxMemory() / 4 / MOST_BYTES_OF_ONE;
        this.share = (int) Math.max(1, Math.min(poolSize * 2 / 5, fitIntoMemory));
        this.patienceMillis = patienceMillis;
    }

    /**
     * Does some work with a connection of its own.
     *
     * @param kind what kind of work it is; there is a fixed number of kinds, such as statements
     * @throws DatabaseException when all connections of the share are in use for as long as one waits for a connection
     */
    public <T> T within(Object kind, Supplier<T> work) {
        var permits = shares.computeIfAbsent(kind, unused -> new Semaphore(share));
        acquire(permits);
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private void acquire(Semaphore permits) {
        try {
            if (permits.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new DatabaseException(
                new SQLTransientConnectionException("all connections that this kind of work may hold are in use"));
    }
}
