package app.inboundflow.contract.pact;

import app.inboundflow.check.Answer;
import app.inboundflow.contract.spec.Document;
import app.inboundflow.contract.spec.ShownAnswer;
import au.com.dius.pact.core.model.IResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The response that a pact expects, as a whole one. A consumer names only what it reads, which is right; what it leaves out is taken from
 * what the contract shows, so that the rest can be validated like any other response.
 */
final class CompletedAnswer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CompletedAnswer() {}

    /** @param operationId of the operation that answers; with a status that it does not document, the answer is as expected */
    static Answer of(String operationId, IResponse expected) {
        var operation = Document.current().operations().stream()
                .filter(one -> one.id().equals(operationId))
                .findFirst()
                .orElseThrow();
        if (!operation.statuses().contains(expected.getStatus())) {
            return new Answer(expected.getStatus(), Map.of(), new byte[0]);
        }
        var shown = ShownAnswer.of(operation, expected.getStatus())
                .findFirst()
                .orElseThrow()
                .answer();
        var headers = shown.headers();
        expected.getHeaders().forEach(headers::put);
        try {
            var promised = JSON.readTree(expected.getBody().orElse("{}".getBytes(StandardCharsets.UTF_8)));
            var completed = (ObjectNode) overlay(shown.body(""), promised);
            // Where the contract wants two values to agree and the pact names only one, the other follows it.
            if (!expected.getHeaders().containsKey("X-Request-Id")) {
                headers.put(
                        "X-Request-Id", List.of(completed.at("/meta/request_id").asText()));
            } else if (promised.at("/meta/request_id").isMissingNode()) {
                ((ObjectNode) completed.get("meta"))
                        .put("request_id", headers.get("X-Request-Id").getFirst());
            }
            if (promised.has("has_more") != promised.has("next_cursor")) {
                completed.put("next_cursor", completed.get("has_more").asBoolean() ? "abc" : null);
            }
            return new Answer(expected.getStatus(), headers, JSON.writeValueAsBytes(completed));
        } catch (IOException failed) {
            throw new UncheckedIOException("The expected body is not JSON: " + expected.getBody(), failed);
        }
    }

    private static JsonNode overlay(JsonNode shown, JsonNode promised) {
        if (shown.isObject() && promised.isObject()) {
            ObjectNode completed = shown.deepCopy();
            promised.properties()
                    .forEach(property -> completed.set(
                            property.getKey(), overlay(shown.path(property.getKey()), property.getValue())));
            return completed;
        }
        if (shown.isArray() && promised.isArray() && !shown.isEmpty()) {
            var completed = JSON.createArrayNode();
            promised.forEach(item -> completed.add(overlay(shown.get(0), item)));
            return completed;
        }
        return promised;
    }
}
