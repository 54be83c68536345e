package app.inboundflow.server.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all users of one home in this JVM share. They must: the system gives file locks to processes, not to channels,
 * so closing one channel on a lock file gives up the locks of all.
 */
@SuppressWarnings("try") // a lock is held, not used
final class SharedPostgres {
    /** Where the server listens, and what it asks for. */
    record Access(int port, String password) {}

    private record Joined(FileChannel inUse, PostgresServer server, Access access) {}

    private static final Logger log = LoggerFactory.getLogger(SharedPostgres.class);

    private final Path home;
    private final ReentrantLock turn = new ReentrantLock();
    private int users;
    private @Nullable Joined joined;

    SharedPostgres(Path home) {
        this.home = home;
    }

    /** Joins the server or starts it; every call that returns is followed by one {@link #leave}. */
    Access enter() throws IOException {
        PostgresServer.requireSameMajorVersion(home);
        turn.lock();
        try {
            long since = System.nanoTime();
            Joined mine;
            while ((mine = join()) == null) {
                if (System.nanoTime() - since > PostgresServer.PATIENCE.toNanos()) {
                    throw new EmbeddedPostgresException("Another process uses PostgreSQL in " + home
                            + ", but it does not run: end that process, in other containers too, and try again");
                }
                PostgresServer.pause();
            }
            joined = mine;
            users++;
            return mine.access();
        } finally {
            turn.unlock();
        }
    }

    private @Nullable Joined join() throws IOException {
        Joined already = joined;
        try (FileChannel start = lockFile("start.lock");
                FileLock unused = start.lock()) {
            if (already != null) {
                already.server().start(OptionalInt.of(already.access().port()), PostgresServer.PATIENCE);
                return already;
            }
            FileChannel inUse = lockFile("in-use.lock");
            try {
                if (isUsed(inUse) && !PostgresServer.isHeld(home)) {
                    // Its users know its port, so restarting is theirs. And if they live in another container, only
                    // they can tell: no process of theirs is seen from here, and two servers would ruin the data.
                    inUse.close();
                    return null;
                }
                PostgresServer server = PostgresServer.in(home);
                if (!PostgresServer.isHeld(home)) {
                    log.debug("Starting PostgreSQL {} in {}", PostgresBinaries.VERSION, home);
                }
                int port = server.start(OptionalInt.empty(), PostgresServer.PATIENCE);
                inUse.lock(0, Long.MAX_VALUE, true);
                return new Joined(inUse, server, new Access(port, server.password()));
            } catch (IOException | RuntimeException e) {
                inUse.close();
                throw e;
            }
        }
    }

    /** Starts a server that has died on its old port again, in one attempt, unless the user who asks is leaving. */
    void revive(BooleanSupplier leaving) throws IOException {
        if (PostgresServer.isHeld(home)) {
            return;
        }
        turn.lock();
        try (FileChannel start = lockFile("start.lock");
                FileLock held = start.lock()) {
            Joined mine = joined;
            if (!leaving.getAsBoolean() && mine != null) {
                int port = mine.access().port();
                mine.server().start(OptionalInt.of(port), Duration.ZERO);
                log.warn("PostgreSQL in {} had died and was started again on port {}", home, port);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Leaves, and stops the server when nobody uses it any more; a failure is logged. */
    void leave() {
        turn.lock();
        try {
            Joined last = joined;
            if (--users == 0 && last != null) {
                joined = null;
                stopUnlessUsed(last);
            }
        } catch (IOException | EmbeddedPostgresException e) {
            log.warn("PostgreSQL in {} may still be running", home, e);
        } finally {
            turn.unlock();
        }
    }

    private void stopUnlessUsed(Joined last) throws IOException {
        try (FileChannel start = lockFile("start.lock");
                FileLock held = start.lock()) {
            last.inUse().close();
            try (FileChannel inUse = lockFile("in-use.lock")) {
                if (!isUsed(inUse)) {
                    last.server().stop();
                }
            }
        }
    }

    private FileChannel lockFile(String name) throws IOException {
        return PrivateFiles.lockFile(home.resolve(name));
    }

    /** Asked under the start lock, where nobody comes or goes; killed users may vanish, which does no harm. */
    private static boolean isUsed(FileChannel inUse) throws IOException {
        try (FileLock alone = inUse.tryLock()) {
            return alone == null;
        }
    }
}
