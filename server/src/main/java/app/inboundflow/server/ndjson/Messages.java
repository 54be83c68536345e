package app.inboundflow.server.ndjson;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.problem.Problems;
import app.inboundflow.server.time.Timestamps;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The messages of a call, which keep whatever else a voice platform stored in them. */
final class Messages {
    /** An answer of the API is nested at most 1000 levels deep, and a message is three levels inside it. */
    private static final int DEEPEST = 997;

    private Messages() {}

    /** Refuses what could be stored, but not be answered. */
    static void requireReadable(JsonNode messages) {
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
        for (var value : json) {
            deepest = Math.max(deepest, depth(value));
        }
        return json.isContainerNode() ? deepest + 1 : 0;
    }

    /** Writes the time of each message that has one as the contract writes times. */
    static void toUtc(JsonNode messages) {
        for (var message : messages) {
            var time = message.path("time");
            if (time.isTextual()) {
                var moment = Timestamps.parseStorable(time.textValue()).orElseThrow();
                ((ObjectNode) message).put("time", Timestamps.format(moment));
            }
        }
    }
}
