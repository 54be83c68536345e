package app.inboundflow.contract.conformance;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A generated request in parts, to be broken in one of them.
 *
 * @param parameters their values by place and name, such as {@code query limit}
 * @param body missing when the operation takes none
 */
record Draft(Operation operation, Map<String, List<String>> parameters, JsonNode body) {
    // Escapes can write what UTF-8 cannot, such as half of a character.
    private static final JsonMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    /** Valid requests of any operation. */
    static Arbitrary<Draft> valid() {
        return Arbitraries.of(Contract.operations()).flatMap(Draft::valid);
    }

    /** Valid requests of an operation: optional parts are there or not. */
    static Arbitrary<Draft> valid(Operation operation) {
        var names = new ArrayList<String>();
        var values = new ArrayList<Arbitrary<JsonNode>>();
        for (var in : List.of("path", "query", "header")) {
            for (var parameter : operation.parameters(in)) {
                // Which cursor is good for what is in no schema; the walk sends those that it got.
                if (!parameter.get("name").asText().equals("cursor")) {
                    names.add(in + " " + parameter.get("name").asText());
                    var value = SchemaArbitrary.of(parameter.get("schema"));
                    values.add(in.equals("path") ? value : value.injectNull(0.5));
                }
            }
        }
        names.add("body");
        values.add(
                operation.requestBody().isMissingNode()
                        ? Arbitraries.just(operation.requestBody())
                        : SchemaArbitrary.of(operation.requestBody()));
        return Combinators.combine(values).as(chosen -> {
            var parameters = new LinkedHashMap<String, List<String>>();
            for (var i = 0; i < names.size() - 1; i++) {
                if (chosen.get(i) != null) {
                    parameters.put(names.get(i), List.of(chosen.get(i).asText()));
                }
            }
            return new Draft(operation, parameters, chosen.get(names.size() - 1));
        });
    }

    /** The same with other values of a parameter. */
    Draft with(String place, String... values) {
        var more = new LinkedHashMap<>(parameters);
        more.put(place, List.of(values));
        return new Draft(operation, more, body);
    }

    /** The same with another body. */
    Draft withBody(JsonNode other) {
        return new Draft(operation, parameters, other);
    }

    /** The same with another property in the body. */
    Draft withProperty(String name, JsonNode value) {
        ObjectNode other = body.deepCopy();
        other.set(name, value);
        return withBody(other);
    }

    /** The same without a property in the body. */
    Draft withoutProperty(String name) {
        ObjectNode other = body.deepCopy();
        other.remove(name);
        return withBody(other);
    }

    Request toRequest() {
        var path = operation.path();
        var query = new ArrayList<String>();
        var headers = new LinkedHashMap<String, String>();
        for (var parameter : parameters.entrySet()) {
            var name = parameter.getKey().replaceFirst("^[a-z]+ ", "");
            for (var value : parameter.getValue()) {
                if (parameter.getKey().startsWith("path ")) {
                    path = path.replace("{" + name + "}", encode(value).replace("+", "%20"));
                } else if (parameter.getKey().startsWith("query ")) {
                    query.add(encode(name) + "=" + encode(value));
                } else {
                    headers.put(name, value);
                }
            }
        }
        if (!body.isMissingNode()) {
            headers.put("Content-Type", "application/json");
        }
        return new Request(
                operation.method(),
                query.isEmpty() ? path : path + "?" + String.join("&", query),
                headers,
                body.isMissingNode() ? new byte[0] : json().getBytes(StandardCharsets.UTF_8));
    }

    private String json() {
        try {
            var plain = PLAIN.writeValueAsString(body);
            return StandardCharsets.UTF_8.newEncoder().canEncode(plain) ? plain : ESCAPING.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
