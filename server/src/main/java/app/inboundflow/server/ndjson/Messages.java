package app.inboundflow.server.ndjson;

import app.inboundflow.server.time.Timestamps;
import io.micronaut.json.tree.JsonNode;
import java.util.LinkedHashMap;

/** The messages of a call, which keep whatever else a voice platform stored in them. */
final class Messages {
    private Messages() {}

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
