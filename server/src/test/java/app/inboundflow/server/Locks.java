package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** What waits for locks in PostgreSQL. */
final class Locks {
    private Locks() {}

    /** Waits until so many statements wait for a lock. */
    static void awaitWaiting(int statements) {
        var since = System.nanoTime();
        while (TestServer.shared().sql().count("SELECT count(*) FROM pg_locks WHERE NOT granted") < statements) {
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofMinutes(1));
        }
    }
}
