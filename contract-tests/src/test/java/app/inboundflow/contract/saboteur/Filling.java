package app.inboundflow.contract.saboteur;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Puts the contract's examples where a body has null, nothing or an empty list, so that there is something to alter. */
final class Filling {
    private Filling() {}

    static JsonNode filled(JsonNode schema, JsonNode body) {
        return fill(schema, body.deepCopy());
    }

    private static JsonNode fill(JsonNode reference, JsonNode value) {
        var schema = Document.resolve(reference);
        if (value.isMissingNode() || value.isNull()) {
            return example(schema);
        }
        if (value instanceof ObjectNode) {
            schema.path("properties").properties().forEach(property -> ((ObjectNode) value)
                    .set(property.getKey(), fill(property.getValue(), value.path(property.getKey()))));
        }
        if (value instanceof ArrayNode && value.isEmpty()) {
            ((ArrayNode) value).add(example(schema.get("items")));
        } else if (value instanceof ArrayNode) {
            for (var i = 0; i < value.size(); i++) {
                ((ArrayNode) value).set(i, fill(schema.get("items"), value.get(i)));
            }
        }
        return value;
    }

    private static JsonNode example(JsonNode reference) {
        var schema = Document.resolve(reference);
        if (schema.has("examples")) {
            return schema.get("examples").get(0);
        }
        var nodes = JsonNodeFactory.instance;
        if (schema.has("properties")) {
            var object = nodes.objectNode();
            schema.get("properties")
                    .properties()
                    .forEach(property -> object.set(property.getKey(), example(property.getValue())));
            return object;
        }
        return schema.has("items") ? nodes.arrayNode().add(example(schema.get("items"))) : NullNode.instance;
    }
}
