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
    private int exchanges;

    private final Map<String, Map<Integer, Integer>> operations = new LinkedHashMap<>();

    private final Map<String, Map<String, Integer>> enums = new LinkedHashMap<>();

    private final Map<String, Map<String, Integer>> nullables = new LinkedHashMap<>();

    /** Everything that is declared, and nothing seen of it yet. */
    public Coverage() {
        for (var operation : Contract.operations()) {
            var statuses = operations.computeIfAbsent(operation.id(), id -> new LinkedHashMap<>());
            operation.statuses().forEach(status -> statuses.put(status, 0));
            for (var parameter : operation.parameters("query")) {
                declare(nameOf(operation, parameter), parameter.get("schema"));
            }
            operation.schemas().forEach(schema -> declare("", schema));
        }
    }

    private static String nameOf(Operation operation, JsonNode parameter) {
        return operation.id() + " ?" + parameter.get("name").asText();
    }

    private void declare(String name, JsonNode node) {
        var field = new Field(name, node);
        if (field.schema.has("enum")) {
            var values = enums.computeIfAbsent(field.name, unknown -> new LinkedHashMap<>());
            field.schema.get("enum").forEach(value -> values.put(value.asText(), 0));
        }
        if (field.isNullable()) {
            nullables.put(field.name, new LinkedHashMap<>(Map.of("null", 0, "value", 0)));
        }
        field.schema
                .path("properties")
                .properties()
                .forEach(property -> declare(field.name + "." + property.getKey(), property.getValue()));
        if (field.schema.has("items")) {
            declare(field.name, field.schema.get("items"));
        }
    }

    /** Notes an exchange; it was found to be as documented before. */
    @Override
    public synchronized void saw(Client client, Request request, Answer answer) {
        exchanges++;
        for (var operation : ContractValidator.answering(request.method(), request.path())) {
            operations.get(operation.id()).merge(answer.status(), 1, Integer::sum);
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
        RequestValidator.query(path).forEach((name, values) -> {
            for (var parameter : operation.parameters("query")) {
                if (parameter.get("name").asText().equals(name)) {
                    var schema = parameter.get("schema");
                    note(nameOf(operation, parameter), schema, ContractValidator.scalar(values.get(0), schema));
                }
            }
        });
    }

    private void note(String name, JsonNode node, JsonNode value) {
        var field = new Field(name, node);
        if (field.isNullable()) {
            nullables.get(field.name).merge(value.isNull() ? "null" : "value", 1, Integer::sum);
        }
        if (field.schema.has("enum")) {
            enums.get(field.name).merge(value.asText(), 1, Integer::sum);
        }
        field.schema.path("properties").properties().stream()
                .filter(property -> value.has(property.getKey()))
                .forEach(property ->
                        note(field.name + "." + property.getKey(), property.getValue(), value.get(property.getKey())));
        if (field.schema.has("items")) {
            value.forEach(item -> note(field.name, field.schema.get("items"), item));
        }
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
            for (var type : schema.path("type")) {
                if ("null".equals(type.asText())) {
                    return true;
                }
            }
            return false;
        }
    }
}
