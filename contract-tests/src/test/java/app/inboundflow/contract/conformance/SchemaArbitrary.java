package app.inboundflow.contract.conformance;

import app.inboundflow.check.Contract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.curiousoddman.rgxgen.RgxGen;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.time.api.DateTimes;
import net.jqwik.web.api.Web;

/** Values that a schema of the contract takes, generated from the schema. */
final class SchemaArbitrary {
    private static final int USUAL_LENGTH = 40;
    private static final Instant FIRST = Instant.parse("0001-01-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

    private SchemaArbitrary() {}

    static Arbitrary<JsonNode> of(JsonNode unresolved) {
        var schema = Contract.resolve(unresolved);
        var types = schema.path("type").toString();
        var value = ofType(types, schema);
        return types.contains("null")
                ? value.injectNull(0.2).map(one -> one == null ? NullNode.getInstance() : one)
                : value;
    }

    private static Arbitrary<JsonNode> ofType(String types, JsonNode schema) {
        if (schema.has("enum")) {
            return Arbitraries.integers()
                    .between(0, schema.get("enum").size() - 1)
                    .map(schema.get("enum")::get);
        }
        if (types.contains("object")) {
            return object(schema);
        }
        if (types.contains("integer")) {
            var least = schema.get("minimum").asInt();
            var most = schema.get("maximum").asInt();
            var usual = Arbitraries.integers().between(least, most);
            return Arbitraries.oneOf(Arbitraries.of(least, most), usual).map(IntNode::valueOf);
        }
        if (types.contains("string")) {
            return text(schema).map(TextNode::valueOf);
        }
        throw new IllegalArgumentException("Teach this class to generate " + schema);
    }

    private static Arbitrary<JsonNode> object(JsonNode schema) {
        var names = new ArrayList<String>();
        var values = new ArrayList<Arbitrary<JsonNode>>();
        var required = Contract.texts(schema.path("required"));
        schema.get("properties").properties().forEach(property -> {
            names.add(property.getKey());
            var value = of(property.getValue());
            // Java's null stands for a property that is left out.
            values.add(required.contains(property.getKey()) ? value : value.injectNull(0.3));
        });
        return Combinators.combine(values).as(chosen -> {
            var object = JsonNodeFactory.instance.objectNode();
            for (var i = 0; i < names.size(); i++) {
                if (chosen.get(i) != null) {
                    object.set(names.get(i), chosen.get(i));
                }
            }
            return object;
        });
    }

    private static Arbitrary<String> text(JsonNode schema) {
        var min = schema.path("minLength").asInt(0);
        var max = schema.path("maxLength").asInt(USUAL_LENGTH);
        var pattern = Pattern.compile(schema.path("pattern").asText(""));
        return switch (schema.path("format").asText()) {
            case "uuid" ->
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                        .as((most, least) -> new UUID(most, least).toString());
            case "date-time" -> timestamps();
            case "email" -> Web.emails().filter(email -> email.length() <= max);
            default ->
                // An expression that takes any letter is there for what it rules out; others say what is in.
                pattern.matcher("aé漢😀").find()
                        ? characters(min, max)
                                .filter(text -> pattern.matcher(text).find())
                        : expressed(pattern, min, max);
        };
    }

    private static Arbitrary<String> timestamps() {
        return Combinators.combine(
                        DateTimes.instants().between(FIRST, LAST).ofPrecision(ChronoUnit.NANOS),
                        // Java knows offsets of up to 18 hours, the world of up to 14.
                        Arbitraries.integers().between(-18 * 60, 18 * 60))
                .as((instant, minutes) -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        instant.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60))));
    }

    private static Arbitrary<String> expressed(Pattern pattern, int min, int max) {
        var expression = RgxGen.parse(pattern.pattern());
        return Arbitraries.randomValue(expression::generate)
                .filter(text -> text.length() >= min && text.length() <= max);
    }

    /** Text of all of Unicode, sometimes of the smallest and of the greatest allowed length. */
    static Arbitrary<String> characters(int min, int max) {
        var character = Arbitraries.oneOf(
                Arbitraries.integers().between(0x20, 0x7e),
                Arbitraries.integers().between(1, 0x10ffff).filter(each -> each < 0xd800 || each > 0xdfff));
        var usual = Math.max(min, Math.min(USUAL_LENGTH, max));
        var lengths = List.of(min, Math.min(min + 1, max), usual, max);
        return Arbitraries.of(lengths)
                .flatMap(length -> character.list().ofSize(length))
                .map(characters -> characters.stream().map(Character::toString).collect(Collectors.joining()));
    }
}
