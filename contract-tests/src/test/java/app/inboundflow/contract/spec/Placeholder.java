package app.inboundflow.contract.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * A text of the vendor's examples that stands for a real value. Only what the contract refuses as it stands is one: the
 * shortened URLs of the document are valid URLs.
 *
 * @param text what the document writes
 * @param value what it stands for
 * @param reason why it is not meant literally
 */
record Placeholder(String text, String value, String reason) {
    static final List<Placeholder> ALL = List.of(
            new Placeholder(
                    "uuid",
                    "07f51470-ef1d-421c-a847-36e98732bb9b",
                    "It names the type; the call in the path of the document's cURL line shows the form."),
            new Placeholder(
                    "req_abc123",
                    "req_abc123abc123",
                    "It is cut short: the ids of the other examples have 12 hexadecimal digits."));

    /** A copy in which real values stand for placeholders. */
    static JsonNode fill(JsonNode document, List<Placeholder> placeholders) {
        var copy = document.deepCopy();
        fillIn(copy, placeholders);
        return copy;
    }

    private static void fillIn(JsonNode node, List<Placeholder> placeholders) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> property.setValue(filled(property.getValue(), placeholders)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, filled(array.get(i), placeholders));
            }
        }
    }

    private static JsonNode filled(JsonNode node, List<Placeholder> placeholders) {
        fillIn(node, placeholders);
        return placeholders.stream()
                .filter(placeholder -> node.isTextual() && node.asText().equals(placeholder.text()))
                .<JsonNode>map(placeholder -> TextNode.valueOf(placeholder.value()))
                .findFirst()
                .orElse(node);
    }
}
