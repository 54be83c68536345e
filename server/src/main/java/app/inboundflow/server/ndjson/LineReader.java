package app.inboundflow.server.ndjson;

import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import app.inboundflow.server.validation.FieldErrors;
import app.inboundflow.server.validation.StrictJson;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/** Reads a line into the contract's model, or says what keeps it from being one. */
@Singleton
class LineReader {
    private final StrictJson json;
    private final Validator validator;
    private final MessageReader messages;

    LineReader(StrictJson json, Validator validator, MessageReader messages) {
        this.json = json;
        this.validator = validator;
        this.messages = messages;
    }

    /**
     * Reads a line.
     *
     * @throws ProblemException when it breaks a rule, with every field at fault
     */
    <T> T read(byte[] line, Class<T> model) {
        var read = json.read(line, model);
        var errors = new ArrayList<FieldError>();
        validator.validate(read).forEach(violation -> errors.add(FieldErrors.of(violation)));
        if (read instanceof CallDetail call) {
            call.setMessages(messages.read(call.getMessages(), errors));
        }
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return read;
    }

    /** The id in a line that is otherwise wrong, if it has one. */
    static Optional<UUID> id(byte[] line) {
        try {
            return Optional.ofNullable(StrictJson.parse(line).get("id"))
                    .filter(JsonNode::isString)
                    .map(id -> UUID.fromString(id.getStringValue()));
        } catch (ProblemException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
