package app.inboundflow.server.problem;

import app.inboundflow.server.api.model.FieldError;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes every problem that the API answers with. The pages that explain the problems show examples from here. */
public final class Problems {
    private static final String RETRY_AFTER = "Retry-After";

    private Problems() {}

    /** A 400 that names the fields to blame, at least one. */
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(ProblemType.INVALID_REQUEST, sentence(errors), errors, Map.of(), null);
    }

    /** A 400 for a request that breaks a rule of HTTP, where no field is to blame. */
    public static ProblemException invalid(String detail) {
        return of(ProblemType.INVALID_REQUEST, detail);
    }

    /** A request without a valid key. The words do not tell what is wrong with the key. */
    public static ProblemException unauthorized() {
        return of(
                ProblemType.UNAUTHORIZED,
                "Send a valid API key as Authorization: Bearer sk_live_….",
                "WWW-Authenticate",
                "Bearer");
    }

    /** A key without the scope that the operation needs. */
    public static ProblemException insufficientScope(String scope) {
        return of(ProblemType.INSUFFICIENT_SCOPE, "This operation needs the scope " + scope + ".");
    }

    /**
     * A resource that the caller's organization does not have.
     *
     * @param resource what it would be, such as {@code call}
     */
    public static ProblemException notFound(String resource) {
        return of(ProblemType.NOT_FOUND, "There is no such " + resource + ".");
    }

    /** A path that the API does not have. */
    public static ProblemException noSuchPath(String path) {
        return of(ProblemType.NOT_FOUND, "The API has no path " + path + ".");
    }

    /**
     * A method that a path does not have.
     *
     * @param allowed the methods it has, such as {@code GET, HEAD}
     */
    public static ProblemException methodNotAllowed(String method, String allowed) {
        return of(
                ProblemType.METHOD_NOT_ALLOWED,
                method + " is not possible here; these are: " + allowed + ".",
                "Allow",
                allowed);
    }

    /** An Accept header that rules JSON out. */
    public static ProblemException notAcceptable() {
        return of(ProblemType.NOT_ACCEPTABLE, "This path answers with application/json.");
    }

    /** The conflict with a contact that has the phone number already. */
    public static ProblemException contactExists(String phone, UUID existingId) {
        var detail = phone + " is the phone number of contact " + existingId + ".";
        return conflict(ProblemType.CONTACT_EXISTS, detail, existingId);
    }

    /** The first request with the same Idempotency-Key has not been answered yet. */
    public static ProblemException idempotencyKeyInUse() {
        var detail = "A request with this Idempotency-Key is still running.";
        return conflict(ProblemType.IDEMPOTENCY_KEY_IN_USE, detail, null);
    }

    private static ProblemException conflict(ProblemType type, String detail, @Nullable UUID existingId) {
        return new ProblemException(type, detail, List.of(), Map.of(), new ProblemException.Conflict(existingId));
    }

    /** A body of more than 64 KiB. */
    public static ProblemException payloadTooLarge() {
        return of(ProblemType.PAYLOAD_TOO_LARGE, "A request body is at most 65536 bytes.");
    }

    /** A request line that is longer than the server reads. */
    public static ProblemException uriTooLong() {
        return of(ProblemType.URI_TOO_LONG, "The path and query together are too long.");
    }

    /** A body that is not said to be JSON. */
    public static ProblemException unsupportedMediaType() {
        return of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body as Content-Type: application/json.");
    }

    /** An Idempotency-Key that came with another body before. */
    public static ProblemException idempotencyKeyReused() {
        return of(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                "Use a new Idempotency-Key for a new request; this one belongs to a request with another body.");
    }

    /** A key that has used up its requests of this minute. */
    public static ProblemException quotaUsedUp(int requestsPerMinute, long secondsToWait) {
        return of(
                ProblemType.RATE_LIMITED,
                "This key may make " + requestsPerMinute + " requests a minute. Try again in " + secondsToWait
                        + " seconds.",
                RETRY_AFTER,
                secondsToWait);
    }

    /** An address from which too many authentications have failed. */
    public static ProblemException tooManyFailedAuthentications(long secondsToWait) {
        return of(
                ProblemType.RATE_LIMITED,
                "Too many authentications failed from this address. Try again in " + secondsToWait + " seconds.",
                RETRY_AFTER,
                secondsToWait);
    }

    /** Headers that are larger than the server reads. */
    public static ProblemException headersTooLarge() {
        return of(ProblemType.HEADERS_TOO_LARGE, "The headers together are too large.");
    }

    /** An error of the server's own. */
    public static ProblemException internalError() {
        return of(
                ProblemType.INTERNAL_ERROR,
                "It was logged under the id of this request, which helps when you ask for help.");
    }

    /**
     * A failure of the database that passes by itself.
     *
     * @param detail what is known of it, in a sentence
     * @param secondsToWait at least 1
     */
    public static ProblemException serviceUnavailable(String detail, long secondsToWait) {
        return of(
                ProblemType.SERVICE_UNAVAILABLE,
                detail + " Try again in " + secondsToWait + " seconds.",
                RETRY_AFTER,
                secondsToWait);
    }

    private static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), Map.of(), null);
    }

    private static ProblemException of(ProblemType type, String detail, String header, Object value) {
        return new ProblemException(type, detail, List.of(), Map.of(header, value.toString()), null);
    }

    private static String sentence(List<FieldError> errors) {
        return errors.stream()
                .limit(ProblemException.MOST_ERRORS)
                .map(error -> ((error.getField().isEmpty() ? "The body" : error.getField()) + " " + error.getMessage()))
                .collect(Collectors.joining("; ", "", "."));
    }
}
