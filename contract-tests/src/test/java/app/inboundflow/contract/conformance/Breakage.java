package app.inboundflow.contract.conformance;

import app.inboundflow.check.Contract;
import app.inboundflow.check.ContractValidator;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.check.Schemas;
import app.inboundflow.contract.saboteur.BadValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Requests that are broken in exactly one way, which is generated from the schema of what it breaks. */
final class Breakage {
    private Breakage() {}

    /** Valid requests of any operation, each then broken once. */
    static Arbitrary<Request> requests() {
        return Arbitraries.of(Contract.operations()).flatMap(operation -> Arbitraries.of(ways(operation))
                .flatMap(way -> Combinators.combine(Draft.valid(operation), way)
                        .as((draft, broken) -> broken.apply(draft).toRequest())));
    }

    /** All ways to break a request of an operation, each with values of its own. */
    private static List<Arbitrary<UnaryOperator<Draft>>> ways(Operation operation) {
        var ways = new ArrayList<Arbitrary<UnaryOperator<Draft>>>();
        ways.add(names().map(name -> draft -> draft.with("query " + name, "1")));
        for (var in : List.of("path", "query", "header")) {
            for (var parameter : operation.parameters(in)) {
                var place = in + " " + parameter.get("name").asText();
                var schema = parameter.get("schema");
                ways.add(bad(schema)
                        // What is no text is sent as text.
                        .filter(value -> value.isTextual() || value.isNumber())
                        .map(value -> sendable(in, value.asText()))
                        .filter(text -> isBad(schema, ContractValidator.scalar(text, schema)))
                        .map(text -> draft -> draft.with(place, text)));
                if (in.equals("query")) {
                    ways.add(SchemaArbitrary.of(schema)
                            .map(JsonNode::asText)
                            .map(text -> draft -> draft.with(place, text, text)));
                }
            }
        }
        if (!operation.requestBody().isMissingNode()) {
            ways.addAll(waysOfBody(Contract.resolve(operation.requestBody())));
        }
        return ways;
    }

    private static List<Arbitrary<UnaryOperator<Draft>>> waysOfBody(JsonNode schema) {
        var ways = new ArrayList<Arbitrary<UnaryOperator<Draft>>>();
        ways.add(names().map(name -> draft -> draft.withProperty(name, IntNode.valueOf(1))));
        ways.add(Arbitraries.of(JsonNodeFactory.instance.arrayNode(), IntNode.valueOf(7))
                .map(other -> draft -> draft.withBody(other)));
        StreamSupport.stream(schema.get("required").spliterator(), false)
                .map(JsonNode::asText)
                .forEach(name -> ways.add(Arbitraries.just(draft -> draft.withoutProperty(name))));
        schema.get("properties").properties().forEach(property -> {
            ways.add(bad(property.getValue()).map(value -> draft -> draft.withProperty(property.getKey(), value)));
        });
        return ways;
    }

    /** Values close to one that a schema takes, which it does not take. */
    private static Arbitrary<JsonNode> bad(JsonNode schema) {
        return SchemaArbitrary.of(schema)
                .flatMap(value -> Arbitraries.of(BadValues.of(Contract.resolve(schema), value)))
                .map(BadValues.Bad::value)
                .filter(value -> isBad(schema, value));
    }

    private static boolean isBad(JsonNode schema, JsonNode value) {
        return !Schemas.objections(schema, value).isEmpty();
    }

    /** The closest value that can be sent: HTTP forbids some headers, and some paths belong to other operations. */
    private static String sendable(String in, String text) {
        return switch (in) {
            case "path" -> text.isEmpty() ? "x" : text.replaceAll("[^A-Za-z0-9-]", "x");
            // Spaces at the ends would not arrive.
            case "header" -> text.isEmpty() ? "" : "!" + text.replaceAll("[^!-~]", " ") + "!";
            // Nor would halves of characters.
            default -> text.replaceAll("[\\ud800-\\udfff]", "\0");
        };
    }

    /** Names that no parameter and no property has. */
    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(name -> "x_" + name);
    }
}
