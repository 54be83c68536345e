package app.inboundflow.client.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a problem document. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("invalid_request", "The request is invalid"),
            Map.entry("unauthorized", "No valid API key was given"),
            Map.entry("insufficient_scope", "The API key lacks a scope"),
            Map.entry("not_found", "There is nothing here"),
            Map.entry("method_not_allowed", "The path has no such method"),
            Map.entry("not_acceptable", "The answer cannot be given in an accepted form"),
            Map.entry("contact_exists", "The organization already has a contact with this phone number"),
            Map.entry("idempotency_key_in_use", "A request with this Idempotency-Key is still running"),
            Map.entry("payload_too_large", "The request body is too large"),
            Map.entry("uri_too_long", "The address of the request is too long"),
            Map.entry("unsupported_media_type", "The request body has an unsupported media type"),
            Map.entry("idempotency_key_reused", "The Idempotency-Key was used for another request"),
            Map.entry("rate_limited", "Too many requests"),
            Map.entry("headers_too_large", "The headers of the request are too large"),
            Map.entry("internal_error", "Something went wrong on the server"),
            Map.entry("service_unavailable", "The service is unavailable at the moment"));
    private static final Map<Integer, String> CODES = Map.ofEntries(
            Map.entry(400, "invalid_request"),
            Map.entry(401, "unauthorized"),
            Map.entry(403, "insufficient_scope"),
            Map.entry(404, "not_found"),
            Map.entry(405, "method_not_allowed"),
            Map.entry(406, "not_acceptable"),
            Map.entry(409, "idempotency_key_in_use"),
            Map.entry(413, "payload_too_large"),
            Map.entry(414, "uri_too_long"),
            Map.entry(415, "unsupported_media_type"),
            Map.entry(422, "idempotency_key_reused"),
            Map.entry(429, "rate_limited"),
            Map.entry(431, "headers_too_large"),
            Map.entry(500, "internal_error"),
            Map.entry(503, "service_unavailable"));

    final int status;
    final String code;
    final Map<String, String> headers;
    final transient List<Map<String, String>> errors;
    final @Nullable String existingId;

    private Refusal(
            int status,
            String code,
            String detail,
            Map<String, String> headers,
            List<Map<String, String>> errors,
            @Nullable String existingId) {
        super(detail);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
        this.errors = errors;
        this.existingId = existingId;
    }

    static boolean isKnown(String code) {
        return TITLES.containsKey(code);
    }

    String title() {
        return TITLES.getOrDefault(code, code);
    }

    static Refusal of(int status, String detail, Map<String, String> headers) {
        var code = CODES.get(status);
        if (code == null) {
            throw new IllegalArgumentException("The API has no status " + status + " to refuse a request with");
        }
        return new Refusal(status, code, detail, headers, List.of(), null);
    }

    static Refusal of(int status, String detail) {
        return of(status, detail, Map.of());
    }

    static Refusal contactExists(String phone, String id) {
        return new Refusal(
                409, "contact_exists", phone + " is the phone number of contact " + id + ".", Map.of(), List.of(), id);
    }

    /**
     * A field that breaks a rule.
     *
     * @param in query, path, header or body
     * @param rule such as {@code out_of_range}
     * @param message such as "must be at most 100"
     */
    static Refusal field(String field, String in, String rule, String message) {
        return new Refusal(
                400,
                "invalid_request",
                (field.isEmpty() ? "The body" : field) + " " + message + ".",
                Map.of(),
                List.of(Map.of("field", field, "in", in, "code", rule, "message", message)),
                null);
    }
}
