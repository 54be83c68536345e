package app.inboundflow.contract.conformance;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** How fast requests follow one another. */
interface Pace {
    /** An exchange over HTTP. */
    interface Exchange {
        Answer run() throws IOException, InterruptedException;
    }

    /** Runs an exchange when it is time for it. */
    Answer keep(Exchange exchange) throws IOException, InterruptedException;

    /** As fast as it goes; a 429 is an answer like others. */
    Pace UNLIMITED = Exchange::run;

    /**
     * At a deployment's own rate limit, by its headers: when nothing remains it waits until the reset, and a 429, which the
     * key's other users may cause, is waited out and sent again.
     */
    static Pace obeying(Clock clock) {
        return exchange -> {
            while (true) {
                var answer = exchange.run();
                if (answer.status() == 429) {
                    Thread.sleep(Duration.ofSeconds(Long.parseLong(answer.firstHeader("Retry-After"))));
                    continue;
                }
                if ("0".equals(answer.firstHeader("X-RateLimit-Remaining"))) {
                    var reset = Long.parseLong(answer.firstHeader("X-RateLimit-Reset")) * 1000;
                    Thread.sleep(Math.max(0, reset - clock.millis()));
                }
                return answer;
            }
        };
    }
}
