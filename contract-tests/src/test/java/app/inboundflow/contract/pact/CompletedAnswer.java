package app.inboundflow.contract.pact;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import au.com.dius.pact.core.model.IResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/**
 * The response that a pact expects, as a whole one. A consumer names only what it reads, which is right; what it leaves out
 * is taken from the documented example, so that the rest can be validated like any other response.
 */
final class CompletedAnswer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CompletedAnswer() {}

    static Answer of(Operation operation, IResponse expected) {
        var documented = operation.response(expected.getStatus());
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        documented.path("headers").properties().forEach(header -> {
            var resolved = Contract.resolve(header.getValue());
            if (resolved.path("required").asBoolean()) {
                headers.put(
                        header.getKey(),
                        List.of(resolved.at("/schema/examples/0").asText()));
            }
        });
        documented
                .path("content")
                .properties()
                .forEach(content -> headers.put("Content-Type", List.of(content.getKey())));
        headers.putAll(expected.getHeaders());
        return new Answer(expected.getStatus(), headers, body(documented, expected, headers));
    }

    private static byte[] body(JsonNode documented, IResponse expected, TreeMap<String, List<String>> headers) {
        var content = documented.path("content").elements();
        if (!content.hasNext()) {
            return expected.getBody().orEmpty();
        }
        try {
            var promised = JSON.readTree(expected.getBody().orElse("{}".getBytes(StandardCharsets.UTF_8)));
            var completed = overlay(example(content.next()), promised);
            agree(promised, completed, expected, headers);
            return JSON.writeValueAsBytes(completed);
        } catch (IOException failed) {
            throw new UncheckedIOException("The expected body is not JSON: " + expected.getBody(), failed);
        }
    }

    /** The documented example, the first where there are several. */
    private static JsonNode example(JsonNode content) {
        return content.has("example")
                ? content.get("example")
                : content.get("examples").elements().next().get("value");
    }

    /** Where the contract wants two values to agree and the pact names only one, the other follows it. */
    private static void agree(
            JsonNode promised, JsonNode completed, IResponse expected, TreeMap<String, List<String>> headers) {
        var named = expected.getHeaders().keySet().stream().anyMatch("X-Request-Id"::equalsIgnoreCase);
        if (!named) {
            headers.put("X-Request-Id", List.of(completed.at("/meta/request_id").asText()));
        } else if (promised.at("/meta/request_id").isMissingNode()
                && completed.path("meta") instanceof ObjectNode meta) {
            meta.put("request_id", headers.get("X-Request-Id").get(0));
        }
        if (promised.has("has_more") != promised.has("next_cursor") && completed instanceof ObjectNode page) {
            if (promised.path("has_more").asBoolean()) {
                page.put("next_cursor", "abc");
            } else {
                page.put("has_more", !page.path("next_cursor").isNull());
            }
        }
    }

    private static JsonNode overlay(JsonNode documented, JsonNode promised) {
        if (documented.isObject() && promised.isObject()) {
            var completed = ((ObjectNode) documented).deepCopy();
            promised.properties()
                    .forEach(property -> completed.set(
                            property.getKey(), overlay(documented.path(property.getKey()), property.getValue())));
            return completed;
        }
        if (documented.isArray() && promised.isArray() && !documented.isEmpty()) {
            var completed = JSON.createArrayNode();
            promised.forEach(item -> completed.add(overlay(documented.get(0), item)));
            return completed;
        }
        return promised.deepCopy();
    }
}
