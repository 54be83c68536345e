package app.inboundflow.server.ndjson;

import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.validation.StrictJson;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Reads a line into the contract's model, or says what keeps it from being one. */
@Singleton
class LineReader {
    private final StrictJson json;

    LineReader(StrictJson json) {
        this.json = json;
    }

    /**
     * Reads a line.
     *
     * @throws ProblemException when it breaks a rule, with every field at fault
     */
    <T> T read(byte[] line, Class<T> model) {
        var read = json.read(line, model);
        if (read instanceof CallDetail call) {
            call.setMessages(call.getMessages().stream().map(Messages::inUtc).toList());
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
