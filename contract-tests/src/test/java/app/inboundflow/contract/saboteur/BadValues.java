package app.inboundflow.contract.saboteur;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Invalid values that are close to the real one: each breaks one rule of the schema. */
final class BadValues {
    private final JsonNode schema;
    private final JsonNode value;
    private final List<Bad> all = new ArrayList<>();

    private BadValues(JsonNode schema, JsonNode value) {
        this.schema = schema;
        this.value = value;
    }

    /**
     * A value that is not allowed.
     *
     * @param what it is, for people
     */
    record Bad(Kind kind, String what, JsonNode value) {}

    static List<Bad> of(JsonNode schema, JsonNode value) {
        var bad = new BadValues(schema, value);
        bad.retyped();
        bad.outsideEnum();
        bad.patternBroken();
        bad.outOfBounds();
        if (schema.has("format")) {
            BadFormats.of(schema.get("format").asText()).forEach(wrong -> bad.add(Kind.FORMAT, wrong.asText(), wrong));
        }
        return bad.all;
    }

    /** The JSON types that a schema allows. */
    static Set<String> types(JsonNode schema) {
        var types = new LinkedHashSet<String>();
        if (schema.path("type").isTextual()) {
            types.add(schema.get("type").asText());
        }
        schema.path("type").forEach(type -> types.add(type.asText()));
        return types;
    }

    private void add(Kind kind, String what, JsonNode bad) {
        all.add(new Bad(kind, what, bad));
    }

    private void addText(Kind kind, String what, String bad) {
        add(kind, what, TextNode.valueOf(bad));
    }

    /** A value of the other kind of scalar, and a container where none or another one belongs. */
    private void retyped() {
        var types = types(schema);
        if (types.contains("string")) {
            add(Kind.VALUE_RETYPED, "a number", IntNode.valueOf(7));
        } else {
            addText(Kind.VALUE_RETYPED, "a string", value.isValueNode() ? value.asText() : "text");
        }
        if (types.contains("integer")) {
            add(Kind.VALUE_RETYPED, "a fraction", DoubleNode.valueOf(value.asInt() + 0.5));
        }
        if (types.contains("array")) {
            add(Kind.VALUE_RETYPED, "an object", JsonNodeFactory.instance.objectNode());
        } else {
            add(Kind.VALUE_RETYPED, "an array", JsonNodeFactory.instance.arrayNode());
        }
    }

    private void outsideEnum() {
        if (schema.has("enum") || schema.has("const")) {
            Stream.of("saboteur", "", changedCase(value.asText()), value.asText() + "s")
                    .forEach(other -> addText(Kind.ENUM, "\"" + other + "\"", other));
        }
    }

    private static String changedCase(String text) {
        var upper = text.toUpperCase(Locale.ROOT);
        return upper.equals(text) ? text.toLowerCase(Locale.ROOT) : upper;
    }

    private void patternBroken() {
        if (!schema.has("pattern")) {
            return;
        }
        // The contract's regular expressions are JavaScript's, where $ is the end and not also the line break before
        // it.
        var pattern = Pattern.compile(schema.get("pattern").asText().replaceFirst("\\$$", "\\\\z"));
        var text = value.asText();
        var broken = Stream.of("", changedCase(text), text + " ", text + "\n", "~" + text, text + "é", "\u0000")
                .filter(other -> !pattern.matcher(other).find())
                .toList();
        if (broken.isEmpty()) {
            throw new IllegalStateException("No value here breaks the pattern " + pattern + ": add one that does.");
        }
        broken.forEach(other -> add(Kind.PATTERN, TextNode.valueOf(other).toString(), TextNode.valueOf(other)));
    }

    private void outOfBounds() {
        if (schema.has("maxLength") && !schema.has("const")) {
            var length = schema.get("maxLength").asInt() + 1;
            var text = value.asText().isEmpty() ? "a" : value.asText();
            var padding = text.substring(text.length() - 1).repeat(Math.max(0, length - text.length()));
            addText(Kind.BOUND, length + " characters", text + padding);
        }
        if (schema.path("minLength").asInt() > 0) {
            addText(Kind.BOUND, "too short", "a".repeat(schema.get("minLength").asInt() - 1));
        }
        if (schema.has("minimum")) {
            bound("below the minimum", schema.get("minimum").bigIntegerValue().subtract(BigInteger.ONE));
        }
        if (schema.has("maximum")) {
            bound("above the maximum", schema.get("maximum").bigIntegerValue().add(BigInteger.ONE));
        }
    }

    private void bound(String what, BigInteger bad) {
        add(Kind.BOUND, bad + ", " + what, BigIntegerNode.valueOf(bad));
    }
}
