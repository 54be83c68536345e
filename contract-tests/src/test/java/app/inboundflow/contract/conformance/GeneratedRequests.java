package app.inboundflow.contract.conformance;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.check.Schemas;
import app.inboundflow.contract.saboteur.BadValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Requests of any operation, generated from {@link Operation#request}: as documented, or broken in exactly one way. */
final class GeneratedRequests {
    private static final Pattern HALF_CHARACTER = Pattern.compile("[\\ud800-\\udfff]");

    private GeneratedRequests() {}

    /** Optional parts are there or not. */
    static Arbitrary<Request> valid() {
        return Arbitraries.of(Contract.operations())
                .flatMap(operation -> valid(operation).map(json -> request(operation, json)));
    }

    /** Each is broken by a value that is generated from the schema of what it breaks. */
    static Arbitrary<Request> broken() {
        return Arbitraries.of(Contract.operations()).flatMap(operation -> Arbitraries.of(ways(operation))
                .flatMap(way -> way)
                .flatMap(way -> valid(operation).map(json -> {
                    way.accept(json);
                    return request(operation, json);
                })));
    }

    private static Arbitrary<ObjectNode> valid(Operation operation) {
        return SchemaArbitrary.of(operation.request()).map(json -> {
            ObjectNode copy = json.deepCopy();
            // Which cursor is good for what is in no schema; the walk sends those that it got.
            copy.withObject("/query").remove("cursor");
            return copy;
        });
    }

    /** All ways to break a request of an operation, each with values of its own. */
    private static List<Arbitrary<Consumer<ObjectNode>>> ways(Operation operation) {
        var ways = new ArrayList<Arbitrary<Consumer<ObjectNode>>>();
        operation.request().get("properties").properties().forEach(part -> {
            var in = part.getKey();
            var schema = Contract.resolve(part.getValue());
            schema.path("properties").properties().forEach(property -> {
                var name = property.getKey();
                var allowed = property.getValue();
                ways.add(bad(in, allowed)
                        .map(value -> json -> json.withObject("/" + in).set(name, value)));
                if (in.equals("query")) {
                    ways.add(SchemaArbitrary.of(allowed)
                            .map(value -> json -> json.withObject("/query")
                                    .putArray(name)
                                    .add(value)
                                    .add(value)));
                }
            });
            if (List.of("query", "body").contains(in)) {
                ways.add(Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .ofMinLength(1)
                        .ofMaxLength(20)
                        .map(name -> json -> json.withObject("/" + in).put("x_" + name, 1)));
            }
            if (in.equals("body")) {
                Contract.texts(schema.get("required"))
                        .forEach(name -> ways.add(Arbitraries.just(
                                json -> json.withObject("/body").remove(name))));
                ways.add(Arbitraries.of(JsonNodeFactory.instance.arrayNode(), IntNode.valueOf(7))
                        .map(other -> json -> json.set("body", other)));
            }
        });
        return ways;
    }

    /** Values close to one that a schema takes, which it does not take and which can be sent. */
    private static Arbitrary<JsonNode> bad(String in, JsonNode schema) {
        return SchemaArbitrary.of(schema)
                .flatMap(value -> Arbitraries.of(BadValues.of(Contract.resolve(schema), value)))
                .map(BadValues.Bad::value)
                .filter(value -> in.equals("body") || value.isTextual() || value.isNumber())
                .map(value -> in.equals("body") ? value : Schemas.scalar(sendable(in, value.asText()), schema))
                .filter(value -> !Schemas.objections(schema, value).isEmpty());
    }

    /** The closest value that can be sent: HTTP forbids some headers, and some paths belong to other operations. */
    private static String sendable(String in, String text) {
        return switch (in) {
            case "path" -> text.isEmpty() ? "x" : text.replaceAll("[^A-Za-z0-9-]", "x");
            // Spaces at the ends would not arrive.
            case "header" -> text.isEmpty() ? "" : "!" + text.replaceAll("[^!-~]", " ") + "!";
            // Nor would halves of characters.
            default -> HALF_CHARACTER.matcher(text).replaceAll("\0");
        };
    }

    private static Request request(Operation operation, JsonNode json) {
        var path = operation.path();
        for (var variable : json.get("path")) {
            path = operation.path(URLEncoder.encode(variable.asText(), StandardCharsets.UTF_8));
        }
        // JSON can write half of a character, which UTF-8 cannot, as an escape.
        var request = json.has("body")
                ? Request.post(
                        path,
                        HALF_CHARACTER.matcher(json.get("body").toString()).replaceAll(half -> "\\\\u%04x"
                                .formatted((int) half.group().charAt(0))))
                : Request.get(path);
        for (var parameter : json.get("query").properties()) {
            for (var value : parameter.getValue().isArray() ? parameter.getValue() : List.of(parameter.getValue())) {
                request = request.query(parameter.getKey(), value.asText());
            }
        }
        for (var header : json.get("header").properties()) {
            request = request.with(header.getKey(), header.getValue().asText());
        }
        return request;
    }
}
