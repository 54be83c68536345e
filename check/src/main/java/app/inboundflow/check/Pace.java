package app.inboundflow.check;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** How fast requests follow one another. */
public interface Pace {
    /** As fast as it goes; a 429 is an answer like others. */
    Pace UNLIMITED = Exchange::run;

    /** An exchange over HTTP. */
    interface Exchange {
        Answer run() throws IOException, InterruptedException;
    }

    /** Runs an exchange when it is time for it. */
    Answer keep(Exchange exchange) throws IOException, InterruptedException;

    /**
     * At a deployment's own rate limit, by its headers: when nothing remains the next exchange waits until the reset, at most for the
     * minute that a limit is of. A 429, which the key's other users may cause, is waited out and sent again, three times.
     *
     * @param waiting is told of each wait, in seconds
     */
    static Pace obeying(Clock clock, LongConsumer waiting) {
        var next = new AtomicLong();
        return exchange -> {
            for (var attempt = 1; ; attempt++) {
                var millis = Math.min(next.get() - clock.millis(), 61_000);
                if (millis > 0) {
                    waiting.accept((millis + 999) / 1000);
                    Thread.sleep(millis);
                }
                var answer = exchange.run();
                var isLast = answer.firstHeader("X-RateLimit-Remaining").equals("0");
                next.set(isLast ? 1000 * seconds(answer, "X-RateLimit-Reset") : 0);
                if (answer.status() != 429 || attempt == 3) {
                    return answer;
                }
                next.set(clock.millis() + 1000 * seconds(answer, "Retry-After"));
            }
        };
    }

    private static long seconds(Answer answer, String header) {
        var value = answer.firstHeader(header);
        return value.matches("[0-9]{1,12}") ? Long.parseLong(value) : 0;
    }
}
