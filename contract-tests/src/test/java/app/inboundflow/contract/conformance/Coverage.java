package app.inboundflow.contract.conformance;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.ContractValidator;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.check.RequestValidator;
import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen of all that the contract declares, and how often: each status of each operation, each value of each enum in
 * requests and answers, each nullable field with and without a value. Many threads may note at once.
 */
public final class Coverage implements Client.Observer {
    private final Map<String, Map<String, Integer>> operations = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> enums = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> nullables = new LinkedHashMap<>();
    private int exchanges;

    /** Everything that is declared, and nothing seen of it yet. */
    public Coverage() {
        for (var operation : Contract.operations()) {
            operation.statuses().forEach(status -> count(operations, operation.id(), status.toString(), 0));
            operation
                    .parameters("query")
                    .forEach(parameter -> declare(nameOf(operation, parameter), parameter.get("schema")));
            operation.schemas().forEach(schema -> declare("", schema));
        }
    }

    private static void count(Map<String, Map<String, Integer>> kind, String name, String value, int times) {
        kind.computeIfAbsent(name, unknown -> new LinkedHashMap<>()).merge(value, times, Integer::sum);
    }

    private static String nameOf(Operation operation, JsonNode parameter) {
        return operation.id() + " ?" + parameter.get("name").asText();
    }

    private void declare(String name, JsonNode node) {
        var field = new Field(name, node);
        field.schema.path("enum").forEach(value -> count(enums, field.name, value.asText(), 0));
        if (field.isNullable()) {
            count(nullables, field.name, "null", 0);
            count(nullables, field.name, "value", 0);
        }
        field.children().forEach(this::declare);
    }

    /** Notes an exchange; it was found to be as documented before. */
    @Override
    public synchronized void saw(Client client, Request request, Answer answer) {
        exchanges++;
        for (var operation : ContractValidator.answering(request.method(), request.path())) {
            count(operations, operation.id(), Integer.toString(answer.status()), 1);
            if (answer.body().length > 0) {
                var content = operation
                        .response(answer.status())
                        .path("content")
                        .iterator()
                        .next();
                note("", content.get("schema"), answer.body(""));
            }
            if (answer.status() < 300 && operation.method().equals(request.method())) {
                noteQuery(operation, request.path());
                if (!operation.requestBody().isMissingNode()) {
                    note("", operation.requestBody(), new Answer(0, Map.of(), request.body()).body(""));
                }
            }
        }
    }

    private void noteQuery(Operation operation, String path) {
        var sent = RequestValidator.query(path);
        for (var parameter : operation.parameters("query")) {
            for (var value : sent.getOrDefault(parameter.get("name").asText(), List.of())) {
                var schema = parameter.get("schema");
                note(nameOf(operation, parameter), schema, ContractValidator.scalar(value, schema));
            }
        }
    }

    private void note(String name, JsonNode node, JsonNode value) {
        var field = new Field(name, node);
        if (field.schema.has("enum")) {
            count(enums, field.name, value.asText(), 1);
        }
        if (field.isNullable()) {
            count(nullables, field.name, value.isNull() ? "null" : "value", 1);
        }
        if (value.isArray()) {
            value.forEach(item -> note(field.name, field.schema.get("items"), item));
        }
        field.children().forEach((child, schema) -> {
            var property = child.substring(child.lastIndexOf('.') + 1);
            if (value.has(property)) {
                note(child, schema, value.get(property));
            }
        });
    }

    /** All that is declared and was not seen, such as {@code listCalls 500} or {@code Call.caller_name null}. */
    public synchronized List<String> unseen() {
        var unseen = new ArrayList<String>();
        List.of(operations, enums, nullables)
                .forEach(kind -> kind.forEach((name, counts) -> counts.forEach((value, count) -> {
                    if (count == 0) {
                        unseen.add(name + " " + value);
                    }
                })));
        return unseen;
    }

    /** Leaves all counts for the report. */
    synchronized void write() {
        Results.write(
                Proof.CONFORMANCE,
                "",
                "%,d exchanges as documented; %s operation × status, %s enum values, %s nulls and values seen"
                        .formatted(exchanges, seen(operations), seen(enums), seen(nullables)),
                Map.of(
                        "How often each status of each operation was seen", operations,
                        "How often each value of each enum was seen", enums,
                        "How often each nullable field was seen as null, and with a value", nullables));
    }

    private static String seen(Map<String, ? extends Map<?, Integer>> kind) {
        var counts = kind.values().stream().flatMap(of -> of.values().stream()).toList();
        return counts.stream().filter(count -> count > 0).count() + " of " + counts.size();
    }

    /** A schema under the name that people know it by: its own if it is an object of the contract, else its place. */
    private record Field(String name, JsonNode schema) {
        Field {
            var resolved = Contract.resolve(schema);
            if (schema.has("$ref") && resolved.has("properties")) {
                name = schema.get("$ref").asText().replaceFirst(".*/", "");
            }
            schema = resolved;
        }

        boolean isNullable() {
            return Contract.texts(schema.path("type")).contains("null");
        }

        /** Its properties by their names; the items of an array are as it is. */
        Map<String, JsonNode> children() {
            var children = new LinkedHashMap<String, JsonNode>();
            schema.path("properties")
                    .properties()
                    .forEach(property -> children.put(name + "." + property.getKey(), property.getValue()));
            if (schema.has("items")) {
                children.put(name, schema.get("items"));
            }
            return children;
        }
    }
}
