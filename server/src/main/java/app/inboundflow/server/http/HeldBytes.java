package app.inboundflow.server.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes of requests that are not complete yet and of answers that clients have not read yet. They are at most a
 * quarter of the heap: then requests are answered 503 until clients have caught up.
 */
final class HeldBytes {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    HeldBytes(long most) {
        this.most = most;
    }

    void add(long bytes) {
        held.addAndGet(bytes);
    }

    void remove(long bytes) {
        held.addAndGet(-bytes);
    }

    boolean areTooMany() {
        return held.get() > most;
    }
}
