package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Contract;
import app.inboundflow.check.ContractValidator;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.contract.saboteur.Proxy.Teller;
import app.inboundflow.contract.saboteur.Proxy.Upstream;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One way to mean what the contract does not mean, in answers that are valid against its schemas; told to every request of the
 * operations.
 *
 * @param kind what is done to each operation that it can be done to
 * @param detail what distinguishes it from others of its kind, such as the name of a property; may be empty
 */
record Lie(List<String> operations, String kind, String detail, Teller teller) implements Teller {
    static Lie of(Operation operation, String kind, String detail, Teller teller) {
        return new Lie(List.of(operation.id()), kind, detail, teller);
    }

    @Override
    public Answer tell(Request request, Upstream server) throws IOException {
        var isMeant = ContractValidator.answering(request.method(), request.path()).stream()
                .map(Operation::id)
                .anyMatch(operations::contains);
        return isMeant ? teller.tell(request, server) : server.send(request);
    }

    @Override
    public String toString() {
        return String.join(", ", operations) + ": " + kind + (detail.isEmpty() ? "" : ", " + detail);
    }

    /** Asks something else than what was asked for. */
    static Teller asking(UnaryOperator<Request> other) {
        return (request, server) -> server.send(other.apply(request));
    }

    /** Changes the body of answers with a status. */
    static Teller body(int status, Consumer<ObjectNode> change) {
        return (request, server) -> {
            var answer = server.send(request);
            return answer.status() == status && answer.body().length > 0 ? changed(answer, change) : answer;
        };
    }

    static Answer changed(Answer answer, Consumer<ObjectNode> change) {
        var body = (ObjectNode) answer.body("");
        change.accept(body);
        return Bodies.with(answer, body);
    }

    /** Changes each object that an answer holds, of a list or alone. */
    static Teller objects(Consumer<ObjectNode> change) {
        return (request, server) -> {
            var answer = server.send(request);
            return answer.status() < 300 && answer.body().length > 0
                    ? changed(answer, body -> {
                        if (body.get("data").isArray()) {
                            body.get("data").forEach(item -> change.accept((ObjectNode) item));
                        } else {
                            change.accept((ObjectNode) body.get("data"));
                        }
                    })
                    : answer;
        };
    }

    /** Changes the rows of a page. */
    static Answer rows(Answer page, Consumer<List<JsonNode>> change) {
        if (page.status() != 200 || page.body().length == 0) {
            return page;
        }
        return changed(page, body -> {
            var rows = new ArrayList<JsonNode>();
            body.get("data").forEach(rows::add);
            change.accept(rows);
            body.putArray("data").addAll(rows);
        });
    }

    /** Changes a header that is there. */
    static Answer header(Answer answer, String name, String value) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.headers());
        headers.computeIfPresent(name, (same, old) -> List.of(value));
        return new Answer(answer.status(), headers, answer.body());
    }

    /** The value of a parameter; empty when it is not there. */
    static String parameter(Request request, String name) {
        return app.inboundflow.check.RequestValidator.query(request.path())
                .getOrDefault(name, List.of(""))
                .getFirst();
    }

    /** The same with another value of a parameter, or, when that is empty, without it. */
    static Request with(Request request, String name, String value) {
        var parameters = app.inboundflow.check.RequestValidator.query(request.path());
        var other = request.at(request.path().replaceFirst("\\?.*", ""));
        if (!value.isEmpty()) {
            parameters.put(name, List.of(value));
        } else {
            parameters.remove(name);
        }
        for (var parameter : parameters.entrySet()) {
            for (var one : parameter.getValue()) {
                other = other.query(parameter.getKey(), one);
            }
        }
        return other;
    }

    /** Another value that a schema takes. */
    static JsonNode another(JsonNode property, JsonNode value) {
        var object = Contract.resolve(property);
        if (object.has("enum")) {
            return object.get("enum").get(0).equals(value)
                    ? object.get("enum").get(1)
                    : object.get("enum").get(0);
        }
        var holder = value.isObject() ? value : null;
        return app.inboundflow.check.Values.one("other", object, 7_001 + (holder == null ? value.hashCode() % 100 : 0));
    }
}
