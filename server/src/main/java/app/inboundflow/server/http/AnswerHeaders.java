package app.inboundflow.server.http;

import io.micronaut.http.HttpRequest;
import java.util.Map;

/** Headers that the answer to a request will have, whoever makes it. */
public final class AnswerHeaders {
    private static final String ATTRIBUTE = "app.inboundflow.answer-headers";

    private AnswerHeaders() {}

    /** Sets the headers, in place of those that were set before. */
    public static void set(HttpRequest<?> request, Map<String, String> headers) {
        request.setAttribute(ATTRIBUTE, headers);
    }

    @SuppressWarnings("unchecked") // nobody else sets the attribute
    static Map<String, String> of(HttpRequest<?> request) {
        return request.getAttributes().getValue(ATTRIBUTE) instanceof Map<?, ?> headers
                ? (Map<String, String>) headers
                : Map.of();
    }
}
