package app.inboundflow.contract.conformance;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.ContractValidator;
import app.inboundflow.check.Request;
import app.inboundflow.check.RequestValidator;
import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
            count(operation.id(), operation.request(), MissingNode.getInstance());
            for (var status : operation.statuses()) {
                count(operations, operation.id(), status.toString(), false);
                count("", operation.body(status), MissingNode.getInstance());
            }
        }
    }

    private static void count(Map<String, Map<String, Integer>> kind, String name, String value, boolean isSeen) {
        kind.computeIfAbsent(name, unknown -> new LinkedHashMap<>()).merge(value, isSeen ? 1 : 0, Integer::sum);
    }

    /** Counts all that a schema declares: what a value shows of it once more, and nothing when the value is missing. */
    private void count(String place, JsonNode schema, JsonNode value) {
        var declared = Contract.resolve(schema);
        // People know an object of the contract by its name, and anything else by its place.
        var name = schema.has("$ref") && declared.has("properties")
                ? schema.get("$ref").asText().replaceFirst(".*/", "")
                : place;
        declared.path("enum").forEach(one -> count(enums, name, one.asText(), one.equals(value)));
        if (Contract.texts(declared.path("type")).contains("null")) {
            count(nullables, name, "null", value.isNull());
            count(nullables, name, "value", !value.isNull() && !value.isMissingNode());
        }
        declared.path("properties")
                .properties()
                .forEach(property ->
                        count(name + "." + property.getKey(), property.getValue(), value.path(property.getKey())));
        if (declared.has("items")) {
            count(name, declared.get("items"), MissingNode.getInstance());
            value.forEach(item -> count(name, declared.get("items"), item));
        }
    }

    /** Notes an exchange; it was found to be as documented before. */
    @Override
    public synchronized void saw(Client client, Request request, Answer answer) {
        exchanges++;
        for (var operation : ContractValidator.answering(request.method(), request.path())) {
            count(operations, operation.id(), Integer.toString(answer.status()), true);
            if (answer.body().length > 0) {
                count("", operation.body(answer.status()), answer.body(""));
            }
            if (answer.status() < 300 && operation.method().equals(request.method())) {
                count(operation.id(), operation.request(), RequestValidator.json(operation, request));
            }
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
}
