package app.inboundflow.server.problem;

import app.inboundflow.server.api.model.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one exception by which a request ends in a documented problem. */
public final class ProblemException extends RuntimeException {
    private final ProblemType type;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;
    private final transient @Nullable UUID existingId;

    private ProblemException(
            ProblemType type,
            String detail,
            List<FieldError> errors,
            Map<String, String> headers,
            @Nullable UUID existingId) {
        // No stack trace: a problem is an answer, not an accident.
        super(detail, null, false, false);
        this.type = type;
        this.errors = errors;
        this.headers = headers;
        this.existingId = existingId;
    }

    /** A problem of the request as a whole. */
    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), Map.of(), null);
    }

    /** A 400 that names the fields to blame, at least one. */
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(ProblemType.INVALID_REQUEST, sentence(errors), errors, Map.of(), null);
    }

    /**
     * A resource that the caller's organization does not have.
     *
     * @param resource what it would be, such as {@code call}
     */
    public static ProblemException notFound(String resource) {
        return of(ProblemType.NOT_FOUND, "There is no such " + resource + ".");
    }

    /** A problem that passes by itself after some seconds, at least 1. */
    public static ProblemException retryAfter(ProblemType type, String detail, long seconds) {
        return new ProblemException(type, detail, List.of(), Map.of("Retry-After", Long.toString(seconds)), null);
    }

    /** A request without a valid key: the same words whatever was wrong with it. */
    public static ProblemException unauthorized() {
        return new ProblemException(
                ProblemType.UNAUTHORIZED,
                "Send a valid API key as Authorization: Bearer sk_live_….",
                List.of(),
                Map.of("WWW-Authenticate", "Bearer"),
                null);
    }

    /** A method that a path does not have. */
    static ProblemException methodNotAllowed(String method, String allowed) {
        return new ProblemException(
                ProblemType.METHOD_NOT_ALLOWED,
                method + " is not possible here; these are: " + allowed + ".",
                List.of(),
                Map.of("Allow", allowed),
                null);
    }

    /** The conflict with a contact that has the phone number already. */
    public static ProblemException contactExists(String phone, UUID existingId) {
        return new ProblemException(
                ProblemType.CONTACT_EXISTS,
                phone + " is the phone number of contact " + existingId + ".",
                List.of(),
                Map.of(),
                existingId);
    }

    /** The problem that another exception was thrown because of, if there is one. */
    public static Optional<ProblemException> causing(@Nullable Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    private static String sentence(List<FieldError> errors) {
        return errors.stream()
                .map(error -> ((error.getField().isEmpty() ? "The body" : error.getField()) + " " + error.getMessage()))
                .collect(Collectors.joining("; ", "", "."));
    }

    /** The kind of problem. */
    public ProblemType type() {
        return type;
    }

    /** What is wrong this time, in words. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The fields to blame, or none. */
    public List<FieldError> errors() {
        return errors;
    }

    /** Headers that the answer carries besides the usual ones. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The id of what is in the way, for a conflict that has one. */
    public @Nullable UUID existingId() {
        return existingId;
    }
}
