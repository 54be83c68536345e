package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Objects to every way in which a request is not what the contract documents: its path, query, headers and body. */
public final class RequestValidator {
    private RequestValidator() {}

    /** What is wrong with a request; nothing when it is as documented. */
    public static List<String> objections(Request request) {
        var operation = Contract.operation(request.method(), request.path()).orElse(null);
        if (operation == null) {
            return List.of("the contract has no " + request.method() + " " + request.path());
        }
        var objections = new ArrayList<String>();
        for (var parameter : operation.parameters("path")) {
            var name = parameter.get("name").asText();
            objections.addAll(value(parameter, decode(operation.variable(name, request.path()), false)));
        }
        objections.addAll(query(operation, request.path()));
        for (var parameter : operation.parameters("header")) {
            var sent = request.headers().get(parameter.get("name").asText());
            if (sent != null) {
                objections.addAll(value(parameter, sent));
            }
        }
        if (!operation.requestBody().isMissingNode()) {
            objections.addAll(body(operation.requestBody(), request));
        }
        return objections;
    }

    private static List<String> query(Operation operation, String path) {
        var objections = new ArrayList<String>();
        query(path).forEach((name, values) -> {
            var documented = operation.parameters("query").stream()
                    .filter(parameter -> name.equals(parameter.get("name").asText()))
                    .findFirst();
            if (documented.isEmpty()) {
                objections.add("the query parameter " + name + " is not documented");
            } else if (values.size() > 1) {
                objections.add("the query parameter " + name + " is given twice");
            } else {
                objections.addAll(value(documented.get(), values.get(0)));
            }
        });
        return objections;
    }

    private static List<String> value(JsonNode parameter, String text) {
        var schema = parameter.get("schema");
        return Schemas.objections(schema, ContractValidator.scalar(text, schema)).stream()
                .map(objection -> "the parameter " + parameter.get("name").asText() + ": " + objection)
                .toList();
    }

    private static List<String> body(JsonNode schema, Request request) {
        var mediaType = request.headers().getOrDefault("Content-Type", "");
        if (!mediaType.toLowerCase(Locale.ROOT).matches("application/json(; ?charset=utf-8)?")) {
            return List.of("the media type of the body is \"" + mediaType + "\"");
        }
        try {
            return Schemas.objections(schema, Answer.parse(request.body()));
        } catch (IOException notJson) {
            return List.of("the body is not one JSON document in UTF-8: " + notJson.getMessage());
        }
    }

    /** The parameters of a path's query, decoded. */
    public static Map<String, List<String>> query(String path) {
        var parameters = new LinkedHashMap<String, List<String>>();
        if (path.contains("?")) {
            for (var pair : path.substring(path.indexOf('?') + 1).split("&")) {
                if (pair.isEmpty()) {
                    continue;
                }
                var parts = pair.split("=", 2);
                var name = decode(parts[0], true);
                // As documented: in these two no space can be meant, so the plus that became one is a plus.
                var form = !List.of("phone", "since").contains(name);
                parameters
                        .computeIfAbsent(name, unknown -> new ArrayList<>())
                        .add(parts.length > 1 ? decode(parts[1], form) : "");
            }
        }
        return parameters;
    }

    private static String decode(String text, boolean form) {
        return URLDecoder.decode(form ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
