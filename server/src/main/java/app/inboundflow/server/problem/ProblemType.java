package app.inboundflow.server.problem;

import java.util.Locale;

/**
 * Every kind of problem that an answer can name (RFC 9457). The names are part of the API: {@link #code()} is what clients
 * branch on, {@link #path()} the page that explains it. A kind is never renamed or removed.
 */
public enum ProblemType {
    INVALID_REQUEST(
            400,
            "The request is invalid",
            "A parameter, a header or the body breaks a rule of the API. errors lists every field to blame with its rule; "
                    + "where no field is to blame, detail says what is wrong.",
            "Correct what is named and send the request again. Repeating it unchanged will fail again."),
    UNAUTHORIZED(
            401,
            "No valid API key was given",
            "The Authorization header is missing or its key is malformed, unknown, expired or revoked. The answer is the "
                    + "same in all these cases.",
            "Send Authorization: Bearer and your key, which begins with sk_live_. If it should work, ask your operator "
                    + "for a new one."),
    INSUFFICIENT_SCOPE(
            403,
            "The API key lacks a scope",
            "The key is valid, but it was made without the scope that this operation needs; detail names it.",
            "Ask your operator for a key with that scope. GET /v1/me shows the scopes of a key."),
    NOT_FOUND(
            404,
            "There is nothing here",
            "Your organization has nothing with this id, or the API has no such path. What belongs to another "
                    + "organization does not exist for you.",
            "Check the path and the id, and that you use the key of the right organization."),
    METHOD_NOT_ALLOWED(
            405,
            "The path has no such method",
            "The path exists, but not with this HTTP method. The Allow header lists the methods it has.",
            "Use one of the methods in the Allow header."),
    NOT_ACCEPTABLE(
            406,
            "The answer cannot be given in an accepted form",
            "The Accept header of the request rules out application/json, the only form there is.",
            "Accept application/json, or leave the Accept header out."),
    CONTACT_EXISTS(
            409,
            "The organization already has a contact with this phone number",
            "A phone number belongs to one contact of an organization; existing_id is the id of the one that has it.",
            "Use the existing contact: GET /v1/contacts/{existing_id}."),
    IDEMPOTENCY_KEY_IN_USE(
            409,
            "A request with this Idempotency-Key is still running",
            "The first request with this key has not been answered yet.",
            "Wait a moment and send the same request again; it will get the first one's answer."),
    PAYLOAD_TOO_LARGE(
            413,
            "The request body is too large",
            "A request body may have at most 64 KiB (65,536 bytes).",
            "Send less; no property of a request needs that much."),
    URI_TOO_LONG(
            414,
            "The address of the request is too long",
            "The path and query together are longer than the server reads.",
            "Shorten the query. No documented parameter needs more than 512 characters."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The request body has an unsupported media type",
            "The request body must be JSON in UTF-8, without Content-Encoding.",
            "Send plain JSON with Content-Type: application/json."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "The Idempotency-Key was used for another request",
            "In the last 24 hours the same key came with a body that says something else.",
            "Use a new key for a new request, and the same key only to repeat one."),
    RATE_LIMITED(
            429,
            "Too many requests",
            "The key used up its requests for this minute, or too many authentications failed from your address.",
            "Wait the seconds that Retry-After names. A client that waits for X-RateLimit-Reset when "
                    + "X-RateLimit-Remaining is 0 never gets this answer."),
    HEADERS_TOO_LARGE(
            431,
            "The headers of the request are too large",
            "The headers together are larger than the server reads.",
            "Send fewer or shorter headers."),
    INTERNAL_ERROR(
            500,
            "Something went wrong on the server",
            "The server met an error of its own and logged it under the id of the request.",
            "Try again, and if it stays, report meta.request_id to your operator."),
    SERVICE_UNAVAILABLE(
            503,
            "The service is unavailable at the moment",
            "The server or its database cannot do the work at the moment; detail says why. When the connection was lost "
                    + "during a POST, the request may have been carried out.",
            "Try again after the seconds that Retry-After names, a POST with the same Idempotency-Key.");

    private final int status;
    private final String title;
    private final String meaning;
    private final String remedy;

    ProblemType(int status, String title, String meaning, String remedy) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The stable name, such as {@code invalid_request}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The path of the page that explains the problem, such as {@code /problems/invalid_request}. */
    public String path() {
        return "/problems/" + code();
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The kind of problem in a few words. */
    public String title() {
        return title;
    }

    /** What the problem means, in a sentence or two. */
    public String meaning() {
        return meaning;
    }

    /** What the caller can do about it. */
    public String remedy() {
        return remedy;
    }
}
