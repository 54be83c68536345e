package app.inboundflow.contract.saboteur;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;

/** Alters each property and item of a body as its schema yields it, all the way down. */
final class BodyAlterations {
    private final JsonNode body;
    private final Plan plan;

    BodyAlterations(JsonNode body, Plan plan) {
        this.body = body;
        this.plan = plan;
    }

    void addAll(JsonNode schema) {
        value(schema, JsonPointer.empty());
    }

    private void value(JsonNode reference, JsonPointer at) {
        var schema = Document.resolve(reference);
        var value = body.at(at);
        if (BadValues.types(schema).contains("null")) {
            plan.leaveOut("null, where the value is nullable");
        } else {
            add(Kind.VALUE_NULLED, at, "null", NullNode.instance);
        }
        BadValues.of(schema, value).forEach(bad -> add(bad.kind(), at, bad.what(), bad.value()));
        if (schema.has("properties")) {
            object(schema, at);
        }
        if (schema.has("items")) {
            array(schema, at);
        }
    }

    private void add(Kind kind, JsonPointer at, String what, JsonNode value) {
        plan.add(new Alteration(kind, at.toString(), what, Bodies.put(body, at, value)));
    }

    private void object(JsonNode schema, JsonPointer at) {
        var isOpen = schema.path("additionalProperties").asBoolean();
        if (isOpen) {
            plan.leaveOut("an undocumented property, where additionalProperties is true");
        } else {
            plan.add(new Alteration(
                    Kind.PROPERTY_ADDED, at.toString(), "saboteur", Bodies.edit(body, at, object -> ((ObjectNode)
                                    object)
                            .put("saboteur", true))));
        }
        schema.get("properties").properties().forEach(property -> {
            var name = property.getKey();
            var place = at.appendProperty(name);
            var isRequired = StreamSupport.stream(schema.path("required").spliterator(), false)
                    .anyMatch(required -> required.asText().equals(name));
            if (isRequired) {
                plan.add(new Alteration(
                        Kind.PROPERTY_DROPPED,
                        place.toString(),
                        "dropped",
                        Bodies.edit(body, at, object -> ((ObjectNode) object).remove(name))));
            } else {
                plan.leaveOut("a property dropped, where it is not required");
            }
            if (isRequired || !isOpen) {
                rename(name, at);
            } else {
                plan.leaveOut("a property renamed, where it is not required and additionalProperties is true");
            }
            value(property.getValue(), place);
        });
    }

    private void rename(String name, JsonPointer at) {
        var other = camelCase(name);
        plan.add(new Alteration(
                Kind.PROPERTY_RENAMED,
                at.appendProperty(name).toString(),
                "now " + other,
                Bodies.edit(body, at, object -> ((ObjectNode) object).set(other, ((ObjectNode) object).remove(name)))));
    }

    /** The name as a wrong serializer would write it: callerPhone; for one word, Phone. */
    private static String camelCase(String name) {
        var camel = new StringBuilder();
        for (var word : name.split("_")) {
            camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        if (name.contains("_")) {
            camel.setCharAt(0, name.charAt(0));
        }
        return camel.toString();
    }

    private void array(JsonNode schema, JsonPointer at) {
        var items = (ArrayNode) body.at(at);
        var maximum = schema.path("maxItems").asInt(0);
        if (maximum > 0) {
            var tooMany = items.deepCopy();
            while (tooMany.size() <= maximum) {
                tooMany.add(items.get(0));
            }
            add(Kind.BOUND, at, "more than " + maximum + " items", tooMany);
        }
        if (schema.path("uniqueItems").asBoolean()) {
            var twice = items.deepCopy();
            twice.set(items.size() - 1, items.get(0));
            add(Kind.BOUND, at, "an item twice", items.size() == 1 ? twice.add(items.get(0)) : twice);
        }
        // The first item and the last: a validator might look at one only.
        value(schema.get("items"), at.appendIndex(0));
        if (items.size() > 1) {
            value(schema.get("items"), at.appendIndex(items.size() - 1));
        }
    }
}
