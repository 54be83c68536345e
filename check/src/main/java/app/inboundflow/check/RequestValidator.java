package app.inboundflow.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Objects to every way in which a request is not what the contract documents: its path, query, headers and body. */
public final class RequestValidator {
    private RequestValidator() {}

    /** What is wrong with a request; nothing when it is as documented. */
    public static List<String> objections(Request request) {
        return Contract.operation(request.method(), request.path())
                .map(operation -> Schemas.objections(operation.request(), json(operation, request)))
                .orElseGet(() -> List.of("the contract has no " + request.method() + " " + request.path()));
    }

    /**
     * A request as what {@link Operation#request} is the schema of, without the headers that are not documented. A parameter that is sent
     * twice is an array, and a body that is not one JSON document in UTF-8, or of another media type, is left out.
     */
    public static ObjectNode json(Operation operation, Request request) {
        var json = JsonNodeFactory.instance.objectNode();
        var path = json.putObject("path");
        operation.variable(request.path()).ifPresent(value -> operation
                .parameterSchemas("path")
                .fieldNames()
                .forEachRemaining(
                        name -> path.put(name, URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8))));
        var query = json.putObject("query");
        request.query().forEach((name, values) -> {
            var schema = operation.parameterSchemas("query").path(name);
            var scalars =
                    values.stream().map(value -> Schemas.scalar(value, schema)).toList();
            query.set(
                    name,
                    scalars.size() == 1 ? scalars.getFirst() : query.arrayNode().addAll(scalars));
        });
        var header = json.putObject("header");
        operation.parameterSchemas("header").fieldNames().forEachRemaining(name -> {
            if (request.headers().containsKey(name)) {
                header.put(name, request.headers().get(name));
            }
        });
        var mediaType = request.headers().getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT);
        if (!operation.requestBody().isMissingNode() && mediaType.matches("application/json(; ?charset=utf-8)?")) {
            try {
                json.set("body", Answer.parse(request.body()));
            } catch (IOException notJson) {
                json.remove("body");
            }
        }
        return json;
    }
}
