package app.inboundflow.contract.conformance;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** How fast requests follow one another. */
public interface Pace {
    /** An exchange over HTTP. */
    interface Exchange {
        Answer run() throws IOException, InterruptedException;
    }

    /** Runs an exchange when it is time for it. */
    Answer keep(Exchange exchange) throws IOException, InterruptedException;

    /** Without waiting; a 429 is an answer like others. */
    Pace UNLIMITED = Exchange::run;

    /**
     * Keeps to the rate limit in the deployment's headers: when no requests are left the next exchange waits until the reset.
     * After a 429, which other users of the key can cause, it waits and sends the request again.
     */
    static Pace obeying(Clock clock) {
        var next = new AtomicLong();
        return exchange -> {
            while (true) {
                Thread.sleep(Math.max(0, next.get() - clock.millis()));
                var answer = exchange.run();
                if ("0".equals(answer.firstHeader("X-RateLimit-Remaining"))) {
                    next.set(1000 * Long.parseLong(answer.firstHeader("X-RateLimit-Reset")));
                }
                if (answer.status() != 429) {
                    return answer;
                }
                next.set(clock.millis() + 1000 * Long.parseLong(answer.firstHeader("Retry-After")));
            }
        };
    }
}
