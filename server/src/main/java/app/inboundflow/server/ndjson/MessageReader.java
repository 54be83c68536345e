package app.inboundflow.server.ndjson;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.api.model.Message;
import app.inboundflow.server.time.Timestamps;
import app.inboundflow.server.validation.FieldErrors;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Holds messages, whose shape was checked, to the contract's bounds, and writes their time as the contract does. */
@Singleton
class MessageReader {
    private final Validator validator;

    MessageReader(Validator validator) {
        this.validator = validator;
    }

    List<JsonNode> read(List<JsonNode> messages, List<FieldError> errors) {
        var read = new ArrayList<JsonNode>(messages.size());
        for (var i = 0; i < messages.size(); i++) {
            read.add(read(messages.get(i), "messages[" + i + "].", errors));
        }
        return read;
    }

    private JsonNode read(JsonNode message, String path, List<FieldError> errors) {
        var bounded = new Message(
                message.get("role").getStringValue(), message.get("content").getStringValue());
        for (var violation : validator.validate(bounded)) {
            var error = FieldErrors.of(violation);
            errors.add(new FieldError(path + error.getField(), error.getIn(), error.getCode(), error.getMessage()));
        }
        var time = message.get("time");
        if (time == null) {
            return message;
        }
        if (time.isNull()) {
            errors.add(new FieldError(
                    path + "time",
                    FieldErrorIn.BODY,
                    "invalid_type",
                    Timestamps.RULE + ", or absent when it is not known"));
            return message;
        }
        var properties = new LinkedHashMap<String, JsonNode>();
        message.entries().forEach(entry -> properties.put(entry.getKey(), entry.getValue()));
        properties.put(
                "time",
                JsonNode.createStringNode(Timestamps.format(
                        Timestamps.parseStorable(time.getStringValue()).orElseThrow())));
        return JsonNode.createObjectNode(properties);
    }
}
