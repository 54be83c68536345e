package app.inboundflow.contract.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads what a schema allows in a form that can be compared. */
final class Constraints {
    /** Keywords of which a greater value allows more. */
    static final List<String> UPPER = List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

    /** Keywords of which a smaller value allows more. */
    static final List<String> LOWER = List.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");

    /** Keywords of which none allows more than any, and two values cannot be compared. */
    static final List<String> INCOMPARABLE = List.of(
            "format",
            "pattern",
            "multipleOf",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "prefixItems",
            "contains",
            "propertyNames",
            "patternProperties",
            "dependentRequired",
            "unevaluatedProperties",
            "readOnly",
            "writeOnly",
            "discriminator");

    private Constraints() {}

    /** @param direction 1 for an upper bound, -1 for a lower one; without a bound there is no end */
    static double bound(Place place, int direction) {
        return place.node().isNumber() ? place.node().asDouble() : direction * Double.POSITIVE_INFINITY;
    }

    static String words(Place place) {
        return place.exists() ? place.node().toString() : "nothing";
    }

    /** Every integer is a number. */
    static Set<String> types(Place schema) {
        var types = new LinkedHashSet<>(schema.texts("type"));
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    /** Those of enum or const; empty when neither limits them. */
    static Set<JsonNode> values(Place schema) {
        var values = new LinkedHashSet<JsonNode>();
        (schema.has("const")
                        ? List.of(schema.child("const"))
                        : schema.children("enum").toList())
                .forEach(value -> values.add(value.node()));
        return values;
    }
}
