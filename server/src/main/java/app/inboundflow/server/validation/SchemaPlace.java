package app.inboundflow.server.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.Set;

/**
 * Where in the contract a rule stands that a document breaks.
 *
 * @param schema what the rule is part of
 * @param isProperty whether it describes a property, not the whole document or an item
 * @param isRequired whether this property must be there
 */
record SchemaPlace(JsonNode schema, boolean isProperty, boolean isRequired) {
    private static final Set<String> FORMS = Set.of("date-time", "date", "uuid");

    /** Follows the path of a rule through the contract, from a component on. */
    static SchemaPlace of(JsonNode contract, JsonNode component, NodePath path) {
        var place = new SchemaPlace(component, false, false);
        for (var i = 0; i < path.getNameCount() - 1; i++) {
            var token = path.getElement(i).toString();
            if (token.equals("$ref")) {
                var target = place.schema.path(token).asText().substring(1);
                place = new SchemaPlace(contract.at(target), place.isProperty, place.isRequired);
            } else if (token.equals("properties")) {
                i++;
                place = place.property(path.getElement(i).toString());
            } else {
                place = new SchemaPlace(place.schema.path(token), false, false);
            }
        }
        return place;
    }

    private SchemaPlace property(String name) {
        var isRequired = texts(schema.path("required")).contains(name);
        return new SchemaPlace(schema.path("properties").path(name), true, isRequired);
    }

    /** The rule for the type, the format or the values that the schema asks for. */
    Rule rule(JsonNode value, String keyword) {
        if (value.isNull() && isRequired) {
            return Rule.NOT_NULL;
        }
        if (schema.has("enum")) {
            return Rule.oneOf(texts(schema.path("enum")));
        }
        var type = schema.path("type");
        var format = schema.path("format").asText();
        var rule = Rule.of(
                keyword.equals("format") || FORMS.contains(format)
                        ? format
                        : (type.isArray() ? type.path(0) : type).asText());
        return value.isNull() && isProperty
                ? new Rule(rule.code(), rule.message() + ", or absent when it is not known")
                : rule;
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }
}
