package app.inboundflow.client;

import app.inboundflow.client.model.Problem;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that failed, after all its retries. Each subclass is something that a caller does differently; the message says what
 * happened and holds no key, but it can hold what the server says of a field, such as a phone number.
 */
public abstract class InboundFlowException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN_OF_A_BODY = 200;

    /** The HTTP status; 0 when no answer came. */
    private final int status;

    /** The headers; a map because HttpHeaders cannot be serialized. */
    private final HashMap<String, List<String>> headers;

    /** The body as text. */
    private final String body;

    InboundFlowException(String message, @Nullable Throwable cause, @Nullable Received received) {
        super(message, cause);
        this.status = received == null ? 0 : received.status();
        this.headers =
                new HashMap<>(received == null ? Map.of() : received.headers().map());
        this.body = received == null ? "" : received.text();
    }

    /**
     * The exception that an answer becomes, for tests of code that handles exceptions.
     *
     * @param status a status that is no success, such as 429
     * @param headers such as {@code Map.of("Content-Type", "application/problem+json", "Retry-After", "12")}
     * @param body such as the JSON of a problem document
     * @return the exception of the status, such as a {@link RateLimitException}
     */
    public static InboundFlowException of(int status, Map<String, String> headers, String body) {
        if (status < 300 || status > 599) {
            throw new IllegalArgumentException("status must be 300 to 599, not " + status);
        }
        var lists = new TreeMap<String, List<String>>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return of("A request", new Received(status, HttpHeaders.of(lists, (name, value) -> true), body));
    }

    /** {@return the HTTP status of the answer; 0 when there was none} */
    public int status() {
        return status;
    }

    /** {@return the kind of error, for programs, such as {@code contact_exists}; null when the answer names none} */
    public @Nullable String code() {
        var problem = problem();
        return problem == null ? null : problem.getCode();
    }

    /** {@return the problem document (RFC 9457) that came; null when something else came, or nothing} */
    public @Nullable Problem problem() {
        return problem(received());
    }

    /** {@return the id to quote when you ask for help, {@code req_…}; null when the answer has none} */
    public @Nullable String requestId() {
        return received().requestId();
    }

    /** {@return the headers of the answer; empty when there was none} */
    public HttpHeaders headers() {
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    /** {@return the body of the answer as text, decompressed, be it a proxy's HTML; empty when there was none} */
    public String body() {
        return body;
    }

    final Received received() {
        return new Received(status, headers(), body);
    }

    private static @Nullable Problem problem(Received received) {
        var problem = received.problem(Problem.class);
        return problem == null || problem.getCode() == null ? null : problem;
    }

    static InboundFlowException of(String request, Received received) {
        var status = received.status();
        var message =
                request + " answered " + status + ", " + explain(received) + " (request " + received.requestId() + ")";
        return switch (status) {
            case 401 -> new AuthenticationException(message, received);
            case 403 -> new PermissionException(message, received);
            case 404 -> new NotFoundException(message, received);
            case 409 -> new ConflictException(message, received);
            case 429 -> new RateLimitException(message, received);
            default ->
                status / 100 == 4 && status != 408
                        ? new InvalidRequestException(message, received)
                        : new ServerException(message, received);
        };
    }

    private static String explain(Received received) {
        var location = received.headers().firstValue("Location");
        if (received.status() / 100 == 3 && location.isPresent()) {
            return "a redirect to " + location.get().replaceFirst("[?#].*", "")
                    + ", which is not followed so that the key goes nowhere else: should baseUrl be there?";
        }
        var problem = problem(received);
        if (problem != null) {
            return problem.getCode() + ": " + problem.getDetail();
        }
        var line = received.text().strip().lines().findFirst().orElse("(empty)");
        return "no problem document: " + line.substring(0, Math.min(SHOWN_OF_A_BODY, line.length()));
    }
}
