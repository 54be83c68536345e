package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.check.RequestValidator;
import app.inboundflow.contract.saboteur.Proxy.Teller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Lies that an operation can tell, and the ways to tell one. */
abstract class Lies {
    final Operation operation;
    final List<Lie> all = new ArrayList<>();

    Lies(Operation operation) {
        this.operation = operation;
    }

    void add(String kind, Teller teller) {
        add(kind, "", teller);
    }

    /**
     * Adds a lie.
     *
     * @param kind what is done to each operation that it can be done to
     * @param detail what distinguishes it from others of its kind, such as the name of a property; may be empty
     */
    void add(String kind, String detail, Teller teller) {
        all.add(new Lie(List.of(operation.id()), kind, detail, teller));
    }

    /** Asks something else than what was asked for. */
    static Teller asking(UnaryOperator<Request> other) {
        return (request, server) -> server.send(other.apply(request));
    }

    /** Asks something else where a request is meant. */
    static Teller asking(Predicate<Request> isMeant, UnaryOperator<Request> other) {
        return asking(request -> isMeant.test(request) ? other.apply(request) : request);
    }

    /** Answers something else than the truth. */
    static Teller answering(UnaryOperator<Answer> other) {
        return (request, server) -> other.apply(server.send(request));
    }

    /** Asks once more, for something else, where an answer is meant. */
    static Teller retrying(Predicate<Answer> isMeant, UnaryOperator<Request> other) {
        return (request, server) -> {
            var answer = server.send(request);
            return isMeant.test(answer) ? server.send(other.apply(request)) : answer;
        };
    }

    /** Changes the body of answers with a status, where there is one. */
    static Teller body(int status, Consumer<ObjectNode> change) {
        return answering(answer -> answer.status() == status ? changed(answer, change) : answer);
    }

    /** Changes each object that an answer holds, of a list or alone. */
    static Teller objects(Consumer<ObjectNode> change) {
        return answering(answer -> answer.status() < 300
                ? changed(answer, body -> {
                    if (body.get("data").isArray()) {
                        body.get("data").forEach(item -> change.accept((ObjectNode) item));
                    } else {
                        change.accept((ObjectNode) body.get("data"));
                    }
                })
                : answer);
    }

    /** Changes the rows of the pages that answer some requests. */
    static Teller rows(Predicate<Request> isMeant, Consumer<List<JsonNode>> change) {
        return (request, server) -> {
            var page = server.send(request);
            return page.status() != 200 || !isMeant.test(request)
                    ? page
                    : changed(page, body -> {
                        var rows = new ArrayList<JsonNode>();
                        body.get("data").forEach(rows::add);
                        if (!rows.isEmpty()) {
                            change.accept(rows);
                            body.putArray("data").addAll(rows);
                        }
                    });
        };
    }

    /** The answer with another body; one without a body as it is. */
    static Answer changed(Answer answer, Consumer<ObjectNode> change) {
        if (answer.body().length == 0) {
            return answer;
        }
        var body = (ObjectNode) answer.body("");
        change.accept(body);
        return new Answer(answer.status(), answer.headers(), body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The answer with another value of a header that is there. */
    static Answer header(Answer answer, String name, String value) {
        answer.headers().computeIfPresent(name, (same, old) -> List.of(value));
        return answer;
    }

    static boolean has(Request request, String parameter) {
        return !parameter(request, parameter).isEmpty();
    }

    /** The value of a parameter; empty when it is not there. */
    static String parameter(Request request, String name) {
        return RequestValidator.query(request.path())
                .getOrDefault(name, List.of(""))
                .getFirst();
    }

    /** The same with another value of a parameter, or, when that is empty, without it. */
    static Request with(Request request, String name, String value) {
        var parameters = RequestValidator.query(request.path());
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
