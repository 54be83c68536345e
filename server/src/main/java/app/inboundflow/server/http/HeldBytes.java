package app.inboundflow.server.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes of requests that are not complete yet and of answers that clients have not read yet. While they
 * are too many, a quarter of the heap unless configured otherwise, requests are answered with 503.
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
