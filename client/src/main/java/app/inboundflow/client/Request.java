package app.inboundflow.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request of the contract.
 *
 * @param method GET or POST
 * @param route the path as the contract writes it, {@code /v1/calls/{call_id}}
 * @param path the path
 * @param query parameters by name, not yet encoded
 * @param body a model; null for none
 * @param idempotencyKey null for none
 */
record Request(
        String method,
        String route,
        String path,
        Map<String, String> query,
        @Nullable Object body,
        @Nullable String idempotencyKey) {
    static Request get(String path, Map<String, String> query) {
        return new Request("GET", path, path, query, null, null);
    }

    /** One resource: {@code Request.get("/v1/calls/{call_id}", id)}. */
    static Request get(String route, UUID id) {
        return new Request("GET", route, route.replaceFirst("\\{.*}", id.toString()), Map.of(), null, null);
    }

    static Request post(String path, Object body, String idempotencyKey) {
        return new Request("POST", path, path, Map.of(), body, idempotencyKey);
    }

    /** Whether it does no harm to send it twice. */
    boolean isRepeatable() {
        return method.equals("GET") || idempotencyKey != null;
    }

    HttpRequest toHttp(InboundFlowClient.Builder options) {
        var target = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
        var request = HttpRequest.newBuilder(URI.create(options.baseUrl + path + target));
        options.headers.forEach(request::setHeader);
        request.setHeader("Accept", "application/json, application/problem+json")
                .setHeader("Accept-Encoding", "gzip")
                .setHeader("Authorization", "Bearer " + options.apiKey)
                .setHeader("User-Agent", options.userAgent());
        if (idempotencyKey != null) {
            request.setHeader("Idempotency-Key", idempotencyKey);
        }
        if (body == null) {
            return request.GET().build();
        }
        try {
            return request.setHeader("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
                    .build();
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("The body cannot be written as JSON", impossible);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** For logs and messages: method, path, and of the query only what can hold nothing about a person. */
    @Override
    public String toString() {
        return method + " " + path
                + query.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + (parameter.getKey().matches("limit|since|status|urgency")
                                        ? encode(parameter.getValue())
                                        : "***"))
                        .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
    }
}
