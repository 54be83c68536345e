package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.contract.saboteur.Proxy.Teller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Lies that an operation can tell, and the ways to tell one, each with its {@link Lie#name}. */
class Lies {
    final Operation operation;
    final List<Lie> all = new ArrayList<>();

    Lies(Operation operation) {
        this.operation = operation;
    }

    void tell(String name, Teller teller) {
        all.add(new Lie(List.of(operation.id()), name, teller));
    }

    /** Asks something else than what was asked for. */
    void ask(String name, UnaryOperator<Request> other) {
        tell(name, (request, server) -> server.send(other.apply(request)));
    }

    /** Asks with another value of a parameter where its value matches; one that is left out is empty. */
    void ask(String name, String parameter, String pattern, UnaryOperator<String> other) {
        ask(name, request -> {
            var value = parameter(request, parameter);
            return value.matches(pattern) ? with(request, parameter, other.apply(value)) : request;
        });
    }

    /** Asks once more, for something else, where an answer is meant. */
    void askAgain(String name, Predicate<Answer> isMeant, UnaryOperator<Request> other) {
        tell(name, (request, server) -> {
            var answer = server.send(request);
            return isMeant.test(answer) ? server.send(other.apply(request)) : answer;
        });
    }

    /** Answers something else than the truth. */
    void answer(String name, UnaryOperator<Answer> other) {
        tell(name, (request, server) -> other.apply(server.send(request)));
    }

    /** Changes the body of answers with a status, where there is one. */
    void answer(String name, int status, Consumer<ObjectNode> change) {
        answer(name, answer -> changed(answer, status, change));
    }

    /** Changes what a refusal says. */
    void misleading(String detail, Consumer<ObjectNode> change) {
        answer("an error that misleads: " + detail, 400, change);
    }

    /** Names in refusals nothing, or another field than the one that is wrong. */
    void misleadingErrors() {
        misleading("nothing named", error -> error.putArray("errors"));
        misleading("another field named", error -> error.path("errors")
                .forEach(one -> ((ObjectNode) one).put("field", "other")));
    }

    /** Changes the rows of the pages that answer some requests. */
    void rows(String name, Predicate<Request> isMeant, Consumer<List<JsonNode>> change) {
        tell(name, (request, server) -> {
            var page = server.send(request);
            return isMeant.test(request) ? changedRows(page, change) : page;
        });
    }

    /** The answer with another body, if it has this status and a body. */
    static Answer changed(Answer answer, int status, Consumer<ObjectNode> change) {
        if (answer.status() != status || answer.body().length == 0) {
            return answer;
        }
        var body = (ObjectNode) answer.body("");
        change.accept(body);
        return new Answer(status, answer.headers(), body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The same with other rows, if it is a page that has any. */
    static Answer changedRows(Answer answer, Consumer<List<JsonNode>> change) {
        return changed(answer, 200, page -> {
            var rows = new ArrayList<JsonNode>();
            page.get("data").forEach(rows::add);
            if (!rows.isEmpty()) {
                change.accept(rows);
                page.putArray("data").addAll(rows);
            }
        });
    }

    /** The answer with another value of a header that is there. */
    static Answer header(Answer answer, String name, UnaryOperator<String> other) {
        answer.headers().computeIfPresent(name, (same, values) -> List.of(other.apply(values.getFirst())));
        return answer;
    }

    static boolean has(Request request, String parameter) {
        return !parameter(request, parameter).isEmpty();
    }

    /** The value of a parameter; empty when it is not there. */
    static String parameter(Request request, String name) {
        return request.query().getOrDefault(name, List.of("")).getFirst();
    }

    /** The same with another value of a parameter, or, when that is empty, without it. */
    static Request with(Request request, String name, String value) {
        var parameters = request.query();
        parameters.put(name, value.isEmpty() ? List.of() : List.of(value));
        var other = request.at(request.path().replaceFirst("\\?.*", ""));
        for (var parameter : parameters.entrySet()) {
            for (var one : parameter.getValue()) {
                other = other.query(parameter.getKey(), one);
            }
        }
        return other;
    }
}
