package app.inboundflow.contract.saboteur;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Values close to a real one that its schema does not allow: each breaks one rule. */
public final class BadValues {
    /** For each format of the contract what nearly is one, and so short that no length limit refuses it. */
    private static final Map<String, List<String>> FORMATS = Map.of(
            "uuid",
            List.of("07f51470-ef1d-421c-a847-36e98732bb9g", "07f51470ef1d421ca84736e98732bb9b", "7"),
            "date",
            List.of("2026-02-30", "2026-13-01", "2026-2-24", "24.02.2026"),
            "date-time",
            List.of(
                    "2026-02-30T20:59:00Z",
                    "2026-02-24T25:59:00Z",
                    "2026-02-24 20:59:00Z",
                    "2026-02-24T20:59:00",
                    "2026-02-24T20:59:00+01:00",
                    "2026-02-24T20:59:00.1234567Z",
                    "2026-02-24",
                    "1771967160"),
            "email",
            List.of("nobody", "nobody@", "@example.com", "two words@example.com", "a@b@example.com"),
            "uri",
            List.of("https://[::1", "https://example.com/%zz", "https://example.com/<id>", "//example.com", "no uri"),
            "uri-reference",
            List.of("/problems/%zz", "/problems/<id>", "https://[::1", "/two words"),
            "int32",
            List.of("2147483648"),
            "int64",
            List.of("9223372036854775808"));

    private static final ObjectMapper JSON = new ObjectMapper();

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
     * @param kind the rule that it breaks
     * @param what it is, for people
     */
    public record Bad(String kind, String what, JsonNode value) {}

    /** Several for each rule of a schema that can be broken. */
    public static List<Bad> of(JsonNode schema, JsonNode value) {
        var bad = new BadValues(schema, value);
        bad.types();
        bad.formats();
        bad.enums();
        bad.patterns();
        bad.bounds();
        return bad.all;
    }

    private void add(String kind, String what, Object bad) {
        all.add(new Bad(kind, what, JSON.valueToTree(bad)));
    }

    /** Null, a value of the other kind of scalar, and a container where none or another one belongs. */
    private void types() {
        var types = schema.path("type").toString();
        var kind = "value of another JSON type";
        if (!types.contains("null")) {
            add("null where none is documented", "null", null);
        }
        if (types.contains("string")) {
            add(kind, "a number", 7);
        } else {
            add(kind, "a string", value.isValueNode() ? value.asText() : "text");
        }
        if (types.contains("integer")) {
            add(kind, "a fraction", value.asInt() + 0.5);
        }
        add(kind, "another container", types.contains("array") ? Map.of() : List.of());
    }

    private void formats() {
        if (schema.has("format")) {
            var format = schema.get("format").asText();
            if (!FORMATS.containsKey(format)) {
                throw new IllegalStateException("The contract has a new format: say here what nearly is a " + format);
            }
            FORMATS.get(format)
                    .forEach(bad -> add("bad format", bad, format.startsWith("int") ? new BigInteger(bad) : bad));
        }
    }

    private void enums() {
        if (schema.has("enum") || schema.has("const")) {
            List.of("saboteur", "", otherCase(value.asText()), value.asText() + "s")
                    .forEach(other -> add("value outside its enum", other, other));
        }
    }

    private static String otherCase(String text) {
        var upper = text.toUpperCase(Locale.ROOT);
        return upper.equals(text) ? text.toLowerCase(Locale.ROOT) : upper;
    }

    private void patterns() {
        if (!schema.has("pattern")) {
            return;
        }
        // The contract's expressions are JavaScript's, where $ is the end and not also the line break before it.
        var pattern = Pattern.compile(schema.get("pattern").asText().replaceFirst("\\$$", "\\\\z"));
        var text = value.asText();
        var broken = new LinkedHashMap<String, String>(
                Map.of("empty", "", "other case", otherCase(text), "U+0000", "\0", "half a letter", "\ud800"));
        broken.putAll(
                Map.of("space", text + " ", "line break", text + "\n", "tilde", "~" + text, "accent", text + "é"));
        broken.values().removeIf(other -> pattern.matcher(other).find());
        if (broken.isEmpty()) {
            throw new IllegalStateException("No value here breaks the pattern " + pattern + ": add one that does.");
        }
        broken.forEach((what, other) -> add("value that breaks its pattern", what, other));
    }

    private void bounds() {
        var kind = "value out of bounds";
        var text = value.asText();
        if (schema.has("maxLength") && !schema.has("const")) {
            var missing = Math.max(1, schema.get("maxLength").asInt() + 1 - text.length());
            add(kind, "too long", text.substring(0, 1).repeat(missing) + text + "a");
        }
        if (schema.path("minLength").asInt() > 0) {
            add(kind, "too short", "a".repeat(schema.get("minLength").asInt() - 1));
        }
        if (schema.has("minimum")) {
            add(kind, "below the minimum", schema.get("minimum").asLong() - 1);
        }
        if (schema.has("maximum")) {
            add(
                    kind,
                    "above the maximum",
                    schema.get("maximum").bigIntegerValue().add(BigInteger.ONE));
        }
    }
}
