package app.inboundflow.contract.pact;

import app.inboundflow.check.Contract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.stream.Stream;

/** The value of a schema that has some values given, and otherwise those that the contract shows as examples. */
public final class Shape {
    private Shape() {}

    /** Is told of each value. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A scalar, or an array of which one item stands for any number.
         *
         * @param path as matching rules of pacts have it, such as {@code $.data[*].id}
         * @param isGiven whether the value was given, and is not an example
         */
        void value(String path, JsonNode schema, boolean isGiven);
    }

    /**
     * A whole value.
     *
     * @param given of an object some properties, of an array all items or the only one; missing when nothing is given
     */
    public static JsonNode of(JsonNode schema, JsonNode given, Visitor visitor) {
        return value(Contract.resolve(schema), given, "$", visitor);
    }

    private static JsonNode value(JsonNode schema, JsonNode given, String path, Visitor visitor) {
        if (schema.has("properties") && (given.isObject() || given.isMissingNode())) {
            var object = JsonNodeFactory.instance.objectNode();
            schema.get("properties").properties().forEach(property -> {
                var name = property.getKey();
                var inner = Contract.resolve(property.getValue());
                object.set(name, value(inner, given.path(name), path + "." + name, visitor));
            });
            // What the schema does not have stays, and whoever validates objects to it.
            given.properties().forEach(property -> object.putIfAbsent(property.getKey(), property.getValue()));
            return object;
        }
        if (schema.has("items") && (given.isArray() || given.isMissingNode())) {
            var items = Contract.resolve(schema.get("items"));
            var array = JsonNodeFactory.instance.arrayNode();
            if (given.isMissingNode() || given.size() == 1) {
                visitor.value(path, schema, false);
                return array.add(value(items, given.path(0), path + "[*]", visitor));
            }
            given.forEach(item -> array.add(value(items, item, path + "[" + array.size() + "]", visitor)));
            return array;
        }
        visitor.value(path, schema, !given.isMissingNode());
        return Stream.of(given, schema.path("const"), schema.at("/enum/0"), schema.at("/examples/0"))
                .filter(value -> !value.isMissingNode())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Add an example to openapi.yaml, for " + path));
    }
}
