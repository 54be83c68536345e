package app.inboundflow.server.http;

import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes of requests that are not complete yet and of answers that clients have not read yet. While they
 * are too many, a quarter of the heap unless configured otherwise, requests are answered with 503.
 */
@Singleton
public class HeldBytes {
    private static final int BUSY_SECONDS = 5;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    HeldBytes(@Value("${inboundflow.most-held-bytes:0}") long most) {
        this.most = most > 0 ? most : Runtime.getRuntime().maxMemory() / 4;
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

    /**
     * Makes sure that there is room for an answer. A request that was let in may have waited for its turn while others' answers
     * filled the memory.
     *
     * @throws ProblemException a 503 when there is none
     */
    public void requireRoom() {
        if (areTooMany()) {
            throw busy();
        }
    }

    static ProblemException busy() {
        return Problems.serviceUnavailable("The server is busy.", BUSY_SECONDS);
    }
}
