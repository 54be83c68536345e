package app.inboundflow.contract.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** The names of all fields of a document or a schema, such as {@code data[].id}. */
final class Fields {
    private Fields() {}

    static Set<String> ofDocument(JsonNode document) {
        var fields = new TreeSet<String>();
        collect(document, "", fields);
        return fields;
    }

    static Set<String> ofSchema(ContractDocument contract, Place schema) {
        var fields = new TreeSet<String>();
        collect(contract, schema, "", fields);
        return fields;
    }

    private static void collect(JsonNode node, String prefix, Set<String> fields) {
        if (node.isArray()) {
            node.forEach(item -> collect(item, prefix + "[]", fields));
        }
        node.properties().forEach(property -> {
            var name = join(prefix, property.getKey());
            fields.add(name);
            collect(property.getValue(), name, fields);
        });
    }

    private static void collect(ContractDocument contract, Place reference, String prefix, Set<String> fields) {
        var schema = contract.resolve(reference);
        if (schema.has("items")) {
            collect(contract, schema.child("items"), prefix + "[]", fields);
        }
        schema.children("properties").forEach(property -> {
            var name = join(prefix, property.name());
            fields.add(name);
            collect(contract, property, name, fields);
        });
    }

    private static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }
}
