package app.inboundflow.server.ndjson;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.problem.Problems;
import app.inboundflow.server.time.Timestamps;
import io.micronaut.json.tree.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;

/** The messages of a call, which keep whatever else a voice platform stored in them. */
final class Messages {
    /** An answer of the API is nested at most 1000 levels deep, and a message is three levels inside it. */
    private static final int DEEPEST = 997;

    private Messages() {}

    /** Refuses what could be stored, but not be answered. */
    static void requireReadable(List<JsonNode> messages) {
        for (var i = 0; i < messages.size(); i++) {
            if (depth(messages.get(i)) > DEEPEST) {
                throw Problems.invalid(List.of(new FieldError(
                        "messages[" + i + "]",
                        FieldErrorIn.BODY,
                        "malformed",
                        "must not be nested more than " + DEEPEST + " levels deep")));
            }
        }
    }

    private static int depth(JsonNode json) {
        var deepest = 0;
        if (json.isContainerNode()) {
            for (var value : json.values()) {
                deepest = Math.max(deepest, depth(value));
            }
            deepest++;
        }
        return deepest;
    }

    /** A message with its time, if it has one, as the contract writes times. */
    static JsonNode inUtc(JsonNode message) {
        var time = message.get("time");
        if (time == null) {
            return message;
        }
        var properties = new LinkedHashMap<String, JsonNode>();
        message.entries().forEach(entry -> properties.put(entry.getKey(), entry.getValue()));
        var moment = Timestamps.parseStorable(time.getStringValue()).orElseThrow();
        properties.put("time", JsonNode.createStringNode(Timestamps.format(moment)));
        return JsonNode.createObjectNode(properties);
    }
}
