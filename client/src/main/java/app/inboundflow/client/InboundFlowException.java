package app.inboundflow.client;

import app.inboundflow.client.model.Problem;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A request that failed, after all its retries. Each subclass is something that a caller does differently; the message says what
 * happened and holds no key, but it can hold what the server says of a field, such as a phone number.
 */
public abstract class InboundFlowException extends RuntimeException {
    private static final HttpHeaders NONE = HttpHeaders.of(Map.of(), (name, value) -> true);

    private final transient @Nullable Received received;
    private final transient @Nullable Problem problem;

    InboundFlowException(String message, @Nullable Throwable cause, @Nullable Received received) {
        super(message, cause);
        this.received = received;
        this.problem = received == null ? null : received.problem(Problem.class);
    }

    /** {@return the HTTP status of the answer; 0 when there was none} */
    public int status() {
        return received == null ? 0 : received.statusCode();
    }

    /** {@return the kind of error, for programs, such as {@code contact_exists}; null when the answer names none} */
    public @Nullable String code() {
        return problem == null ? null : problem.getCode();
    }

    /** {@return the problem document (RFC 9457) that came; null when something else came, or nothing} */
    public @Nullable Problem problem() {
        return problem;
    }

    /** {@return the id to quote when you ask for help, {@code req_…}; null when the answer has none} */
    public @Nullable String requestId() {
        return received == null ? null : received.requestId();
    }

    /** {@return the headers of the answer; empty when there was none} */
    public HttpHeaders headers() {
        return received == null ? NONE : received.headers();
    }

    /** {@return the body of the answer as text, decompressed, be it a proxy's HTML; empty when there was none} */
    public String body() {
        return received == null ? "" : received.text();
    }

    static InboundFlowException of(Exchange exchange, @Nullable Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var received = exchange.received();
        if (received == null) {
            var trouble = Objects.requireNonNull(cause, "a failure");
            return new ConnectionException(
                    exchange.describe() + " got no answer: " + exchange.describe(trouble), trouble);
        }
        var status = received.statusCode();
        var problem = received.problem(Problem.class);
        var text = status / 100 == 2
                ? "an answer that cannot be read: " + Objects.requireNonNullElse(cause, "no data")
                : problem != null
                        ? problem.getCode() + ": " + problem.getDetail()
                        : "no problem document: %.200s"
                                .formatted(received.text()
                                        .strip()
                                        .lines()
                                        .findFirst()
                                        .orElse("(empty)"));
        var message =
                exchange.describe() + " answered " + status + ", " + text + " (request " + received.requestId() + ")";
        return switch (status) {
            case 401 -> new AuthenticationException(message, received);
            case 403 -> new PermissionException(message, received);
            case 404 -> new NotFoundException(message, received);
            case 409 -> new ConflictException(message, received);
            case 429 -> new RateLimitException(message, received);
            default ->
                status / 100 == 4 && status != 408
                        ? new InvalidRequestException(message, received)
                        : new ServerException(message, cause, received);
        };
    }
}
