package app.inboundflow.client;

import app.inboundflow.client.model.Problem;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a request is sent again, and after which pause. */
final class Retries {
    private static final Set<Integer> STATUSES = Set.of(408, 429, 502, 503, 504);

    private Retries() {}

    /** Whether the same request may succeed later. */
    static boolean worthwhile(Received received) {
        // A first attempt, whose answer was lost, may still be running under the same Idempotency-Key.
        return STATUSES.contains(received.status())
                || received.status() == 409 && "idempotency_key_in_use".equals(code(received));
    }

    /**
     * The pause after an attempt of which the server does not say when to come back: half a second, doubled with each attempt up
     * to eight seconds, less up to a quarter of it, so that clients that failed together do not come back together.
     *
     * @param attempt the attempt that failed, from 1
     * @param chance 0 to 1
     */
    static Duration backoff(int attempt, double chance) {
        var milliseconds = Math.min(8000, 500L << Math.min(attempt - 1, 10));
        return Duration.ofMillis(Math.round(milliseconds * (1 - chance / 4)));
    }

    /** {@code Retry-After}: seconds, or a date, counted from the answer's own date so that no clock need be right. */
    static Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After").flatMap(value -> {
            if (value.matches("[0-9]{1,18}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            var now = date(headers);
            return date(value).map(date -> date.isBefore(now) ? Duration.ZERO : Duration.between(now, date));
        });
    }

    /** When an answer was made, by its server's clock. */
    static Instant date(HttpHeaders headers) {
        return headers.firstValue("Date").flatMap(Retries::date).orElseGet(Instant::now);
    }

    private static @Nullable String code(Received received) {
        var problem = received.problem(Problem.class);
        return problem == null ? null : problem.getCode();
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
