package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Bodies that differ from others in one place. */
final class Bodies {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Bodies() {}

    /** The answer with another body. */
    static Answer with(Answer answer, JsonNode body) {
        try {
            return new Answer(answer.status(), answer.headers(), JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Puts a value at a place. */
    static UnaryOperator<Answer> put(JsonNode body, JsonPointer at, JsonNode value) {
        if (at.matches()) {
            return answer -> with(answer, value);
        }
        var last = at.last();
        return edit(body, at.head(), container -> {
            if (container instanceof ArrayNode) {
                ((ArrayNode) container).set(last.getMatchingIndex(), value);
            } else {
                ((ObjectNode) container).set(last.getMatchingProperty(), value);
            }
        });
    }

    /** Edits a copy of what is at a place. */
    static UnaryOperator<Answer> edit(JsonNode body, JsonPointer at, Consumer<JsonNode> edit) {
        return answer -> {
            var copy = body.deepCopy();
            edit.accept(copy.at(at));
            return with(answer, copy);
        };
    }
}
