package app.inboundflow.contract.conformance;

import app.inboundflow.check.Contract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Values that a schema of the contract does not take, generated from each of its keywords. */
final class BrokenArbitrary {
    private BrokenArbitrary() {}

    /** Values that break one keyword, one generator for each. */
    static List<Arbitrary<JsonNode>> of(JsonNode unresolved) {
        var schema = Contract.resolve(unresolved);
        var broken = new ArrayList<Arbitrary<JsonNode>>();
        if (schema.has("enum")) {
            var values = schema.get("enum").toString();
            broken.add(
                    letters().filter(text -> !values.contains('"' + text + '"')).map(TextNode::valueOf));
            broken.add(SchemaArbitrary.of(schema)
                    .map(value -> TextNode.valueOf(value.asText().toUpperCase(Locale.ROOT))));
        }
        if (schema.has("minimum")) {
            var below = schema.get("minimum").asLong() - 1;
            var above = schema.get("maximum").asLong() + 1;
            broken.add(Arbitraries.oneOf(
                            Arbitraries.just(below), Arbitraries.longs().lessOrEqual(below))
                    .map(LongNode::valueOf));
            broken.add(Arbitraries.oneOf(
                            Arbitraries.just(above), Arbitraries.longs().greaterOrEqual(above))
                    .map(LongNode::valueOf));
            broken.add(Arbitraries.integers()
                    .between(1, 99)
                    .map(hundredths -> DecimalNode.valueOf(BigDecimal.valueOf(100 + hundredths, 2))));
            broken.add(letters().map(TextNode::valueOf));
        }
        if (schema.path("minLength").asInt() > 0) {
            broken.add(SchemaArbitrary.characters(0, schema.get("minLength").asInt() - 1)
                    .map(TextNode::valueOf));
        }
        if (schema.has("maxLength")) {
            var max = schema.get("maxLength").asInt();
            broken.add(SchemaArbitrary.characters(max + 1, max + 40).map(TextNode::valueOf));
        }
        if (schema.has("pattern")) {
            var pattern = Pattern.compile(schema.get("pattern").asText());
            broken.add(
                    pattern.matcher("").find()
                            ? unstorable()
                            : SchemaArbitrary.characters(3, 16)
                                    .filter(text -> !pattern.matcher(text).find())
                                    .map(TextNode::valueOf));
        }
        if (schema.has("format") && !schema.has("minimum")) {
            broken.add(letters().map(TextNode::valueOf));
        }
        return broken;
    }

    /** Values of the body's properties that have another type. */
    static Arbitrary<JsonNode> ofAnotherType(JsonNode unresolved) {
        var types = Contract.resolve(unresolved).get("type").toString();
        var json = JsonNodeFactory.instance;
        var others = new ArrayList<JsonNode>(List.of(
                BooleanNode.TRUE, DecimalNode.valueOf(new BigDecimal("1.5")), json.arrayNode(), json.objectNode()));
        if (!types.contains("null")) {
            others.add(NullNode.getInstance());
        }
        return Arbitraries.of(others);
    }

    /** Text with what neither PostgreSQL nor UTF-8 can hold. */
    private static Arbitrary<JsonNode> unstorable() {
        return Arbitraries.of("\0", "\ud800", "\udfff", "\udc00\ud800")
                .flatMap(bad -> letters().map(text -> TextNode.valueOf(text + bad + text)));
    }

    private static Arbitrary<String> letters() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(40);
    }
}
