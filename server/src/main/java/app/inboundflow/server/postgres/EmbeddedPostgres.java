package app.inboundflow.server.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The default database: a durable PostgreSQL that lives under a home directory, is started by whoever needs it
 * first and stopped by whoever leaves last, be that other threads or other processes of the same user on the same
 * machine.
 *
 * <p>Under the home: {@code postgresql/} (programs), {@code data/}, {@code password} (that of the role
 * {@code inboundflow}, which owns the database), {@code superuser.password} (that of {@code postgres}),
 * {@code postgresql.log}, and two lock files; nobody but the owner may read or lock any of them. Locks end with their process, so a killed user is never waited for; the
 * PostgreSQL it leaves running is joined by the next user. All methods may be called from any thread.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final long GLANCE_NANOS = Duration.ofMillis(500).toNanos();
    private static final Map<Path, SharedPostgres> HOMES = new ConcurrentHashMap<>();
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final SharedPostgres shared;
    private final SharedPostgres.Access access;
    private final AtomicBoolean left = new AtomicBoolean();
    private volatile @Nullable Thread supervisor;

    private EmbeddedPostgres(SharedPostgres shared, SharedPostgres.Access access) {
        this.shared = shared;
        this.access = access;
    }

    /**
     * Joins the PostgreSQL running under this home, or starts it; returns when it takes connections. The first
     * time it is unpacked and initialized, which takes several seconds; later starts take less than one.
     *
     * @param home the directory; created, for its owner only, when it does not exist
     * @throws EmbeddedPostgresException when that is impossible; its message is one line for the operator
     */
    public static EmbeddedPostgres open(Path home) {
        try {
            Path real = PrivateFiles.directory(home.toAbsolutePath()).toRealPath();
            if (Files.getPosixFilePermissions(real).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new EmbeddedPostgresException("Every user may write in " + real
                        + ", and so change the database: run chmod 700 on it, or choose another INBOUNDFLOW_HOME");
            }
            SharedPostgres shared = HOMES.computeIfAbsent(real, SharedPostgres::new);
            return new EmbeddedPostgres(shared, shared.enter());
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "Cannot keep a database in " + home + ": " + reason(e) + ". Choose another INBOUNDFLOW_HOME, or "
                            + PostgresBinaries.ELSEWHERE,
                    e);
        } catch (UnsupportedOperationException e) {
            throw new EmbeddedPostgresException(
                    "Cannot keep a database in " + home + ", whose file system knows no" + " permissions: "
                            + PostgresBinaries.ELSEWHERE,
                    e);
        }
    }

    /** {@code jdbc:postgresql://127.0.0.1:PORT/inboundflow}; the port stays the same until closed. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + access.port() + "/" + PostgresServer.NAME;
    }

    /** A role that owns the database and is no superuser. */
    public String user() {
        return PostgresServer.NAME;
    }

    /** Its password, random, made with the database. */
    public String password() {
        return access.password();
    }

    /**
     * From now until {@link #close()}, a PostgreSQL that dies is started again on the same port within about a
     * second plus its recovery, so that a connection pool recovers by itself. Failures are logged and tried again.
     * Calling it twice changes nothing.
     */
    public synchronized void superviseUntilClosed() {
        if (supervisor == null && !left.get()) {
            supervisor =
                    Thread.ofPlatform().daemon().name("postgresql-supervisor").start(this::supervise);
        }
    }

    /**
     * Leaves; stops PostgreSQL when nobody else uses it and waits until it has stopped. Never throws: what goes
     * wrong is logged, and the next user copes with it. Closing twice changes nothing.
     */
    @Override
    public void close() {
        if (left.getAndSet(true)) {
            return;
        }
        // An interrupt is how callers are told to end; it must not keep PostgreSQL from being stopped.
        boolean interrupted = Thread.interrupted();
        LockSupport.unpark(supervisor);
        shared.leave();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void supervise() {
        String lastTrouble = "";
        while (!isLeaving()) {
            try {
                String trouble = revive();
                if (!trouble.isEmpty() && !trouble.equals(lastTrouble)) {
                    log.warn("PostgreSQL has died and does not start again yet: {}", trouble);
                }
                lastTrouble = trouble;
            } catch (Throwable survived) {
                // Such as an OutOfMemoryError, of which nothing can be told here: without supervision PostgreSQL would
                // stay away for good.
                lastTrouble = "";
            }
        }
    }

    /** Waits a moment; true when it is time to end. */
    private boolean isLeaving() {
        // Not with a lock's timeout: when memory is exhausted, as it begins to wait, it waits for ever (JDK 25).
        LockSupport.parkNanos(GLANCE_NANOS);
        return left.get();
    }

    private String revive() {
        try {
            shared.revive(left::get);
            return "";
        } catch (IOException | RuntimeException e) {
            return Objects.toString(e.getMessage());
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case FileAlreadyExistsException exists -> exists.getFile() + " is not a directory";
            case FileSystemException other ->
                other.getMessage()
                        + (other.getReason() == null ? " (" + other.getClass().getSimpleName() + ")" : "");
            default -> e.toString();
        };
    }
}
