package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Values that a schema takes, of which no two properties have the same: what is stored or read in a wrong place shows. */
public final class Values {
    private static final Instant MOMENT = Instant.parse("2026-01-02T03:04:05.678901Z");

    private Values() {}

    /** A phone number that nobody has: there is no country 999. */
    public static String newPhone() {
        return "+999" + ThreadLocalRandom.current().nextLong(10_000_000_000L, 99_999_999_999L);
    }

    /**
     * An object with every property that a schema has.
     *
     * @param number objects of different numbers have different values, as far as enums allow
     */
    public static ObjectNode distinct(JsonNode schema, int number) {
        var object = JsonNodeFactory.instance.objectNode();
        Contract.resolve(schema).path("properties").properties().forEach(property -> {
            var value = Contract.resolve(property.getValue());
            object.set(property.getKey(), one(property.getKey(), value, object.size() + 1 + 100 * number));
        });
        return object;
    }

    /** A value of a schema, such as has no other number. */
    public static JsonNode one(String name, JsonNode schema, int number) {
        var type = schema.path("type").toString();
        if (schema.has("enum")) {
            return schema.get("enum").get(number % schema.get("enum").size());
        }
        if (schema.has("properties")) {
            return distinct(schema, number);
        }
        if (type.contains("boolean")) {
            return BooleanNode.valueOf(number % 2 == 0);
        }
        if (type.contains("integer")) {
            return IntNode.valueOf(schema.path("minimum").asInt() + number);
        }
        if (type.contains("array")) {
            return JsonNodeFactory.instance.arrayNode().add(one(name, Contract.resolve(schema.get("items")), number));
        }
        return TextNode.valueOf(text(name, schema, number));
    }

    private static String text(String name, JsonNode schema, int number) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> UUID.randomUUID().toString();
            case "date-time" -> MOMENT.plus(number, ChronoUnit.MINUTES).toString();
            case "date" -> LocalDate.EPOCH.plusDays(number).toString();
            case "email" -> name.replace('_', '.') + number + "@example.com";
            case "uri" -> "https://example.com/" + name + "?number=" + number;
            case "" ->
                schema.path("pattern").asText().startsWith("^\\+")
                        ? newPhone()
                        : name + " " + number + ": O’Brien, \"漢字\" é e\u0301 😀";
            default -> throw new IllegalStateException("Teach Values a " + schema.path("format") + ", for " + name);
        };
    }
}
