package app.inboundflow.contract.saboteur;

import static app.inboundflow.contract.saboteur.Lie.body;
import static app.inboundflow.contract.saboteur.Lie.header;
import static app.inboundflow.contract.saboteur.Lie.with;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.contract.saboteur.Proxy.Teller;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/** Lies that every operation that reads can tell: about itself, its counters, its keys and its errors. */
final class AnswerLies {
    private final Operation operation;
    private final String key;
    private final List<Lie> lies = new ArrayList<>();

    private AnswerLies(Operation operation, String key) {
        this.operation = operation;
        this.key = key;
    }

    /** @param key one with which the operation answers */
    static List<Lie> of(Operation operation, String key) {
        var lies = new AnswerLies(operation, key);
        lies.requests();
        lies.counters();
        lies.keys();
        lies.errors();
        lies.methods();
        return lies.lies;
    }

    private void add(String kind, Teller teller) {
        lies.add(Lie.of(operation, kind, "", teller));
    }

    private void add(String kind, String detail, Teller teller) {
        lies.add(Lie.of(operation, kind, detail, teller));
    }

    private void requests() {
        add("one id for every request", (request, server) -> {
            var answer = header(server.send(request), "X-Request-Id", "req_0123456789ab");
            return answer.body().length == 0
                    ? answer
                    : Lie.changed(
                            answer, body -> ((ObjectNode) body.get("meta")).put("request_id", "req_0123456789ab"));
        });
        timestamp("of an hour ago", -3600);
        timestamp("of another time zone", 7200);
    }

    private void timestamp(String detail, long seconds) {
        add("another time than now", detail, (request, server) -> {
            var answer = server.send(request);
            return answer.body().length == 0
                    ? answer
                    : Lie.changed(answer, body -> {
                        var meta = (ObjectNode) body.get("meta");
                        meta.put(
                                "timestamp",
                                Instant.parse(meta.get("timestamp").asText())
                                        .plusSeconds(seconds)
                                        .toString());
                    });
        });
    }

    private void counters() {
        counter("it never falls", left -> 900_000);
        counter("it rises", left -> 1_000_000 - left);
        counter("it falls by two", left -> 1_000_000 - 2 * (1_000_000 - left));
        counter("it does not count this request", left -> left + 1);
        reset("it was a minute ago", seconds -> seconds - 61);
        reset("it is an hour ahead", seconds -> seconds + 3600);
    }

    private void counter(String detail, LongUnaryOperator other) {
        add(
                "a wrong number of remaining requests",
                detail,
                (request, server) -> number(server.send(request), "X-RateLimit-Remaining", other));
    }

    private void reset(String detail, LongUnaryOperator other) {
        add("a wrong reset", detail, (request, server) -> number(server.send(request), "X-RateLimit-Reset", other));
    }

    private static Answer number(Answer answer, String name, LongUnaryOperator other) {
        // Answers without a key count something else.
        return answer.header(name).isEmpty() || answer.status() == 401
                ? answer
                : header(answer, name, Long.toString(other.applyAsLong(Long.parseLong(answer.firstHeader(name)))));
    }

    private void keys() {
        add(
                "an answer without a key",
                (request, server) -> server.send(
                        request.headers().containsKey("Authorization")
                                ? request
                                : request.with("Authorization", "Bearer " + key)));
        add(
                "an answer with any key",
                (request, server) -> server.send(
                        request.headers().getOrDefault("Authorization", "").contains("nonsense")
                                ? request.with("Authorization", "Bearer " + key)
                                : request));
        add(
                "another organization's data",
                (request, server) -> server.send(
                        request.headers().containsKey("Authorization")
                                        && !request.headers()
                                                .get("Authorization")
                                                .contains("nonsense")
                                ? request.with("Authorization", "Bearer " + key)
                                : request));
    }

    private void errors() {
        add("a misspelled filter ignored", Lie.asking(request -> with(request, "colour", "")));
        error("nothing named", error -> error.putArray("errors"));
        error("another field named", error -> error.path("errors")
                .forEach(one -> ((ObjectNode) one).put("field", "other")));
        error("another place named", error -> error.path("errors")
                .forEach(one -> ((ObjectNode) one).put("in", "header")));
        var number = new AtomicInteger();
        add("an error that misleads", "another title each time", (request, server) -> {
            var answer = server.send(request);
            return answer.status() < 400 || answer.body().length == 0
                    ? answer
                    : Lie.changed(answer, error -> error.put("title", "Error " + number.incrementAndGet()));
        });
        error("a page that is not there", error -> error.put("type", "/problems/nowhere")
                .put("code", "nowhere"));
        if (operation.isList()) {
            add(
                    "a limit that is too large cut",
                    Lie.asking(request ->
                            "101".equals(Lie.parameter(request, "limit")) ? with(request, "limit", "100") : request));
            add(
                    "the first of two limits taken",
                    Lie.asking(request ->
                            request.path().matches(".*limit=1&limit=2.*") ? with(request, "limit", "1") : request));
            add(
                    "a date taken for a moment",
                    Lie.asking(request -> Lie.parameter(request, "since").length() == 10
                            ? with(request, "since", "2026-02-24T00:00:00Z")
                            : request));
        }
    }

    private void error(String detail, Consumer<ObjectNode> change) {
        add("an error that misleads", detail, body(400, change));
    }

    private void methods() {
        add("HEAD unlike GET", "another status", (request, server) -> {
            var answer = server.send(request);
            return request.method().equals("HEAD") && answer.status() == 200
                    ? new Answer(404, answer.headers(), answer.body())
                    : answer;
        });
        add("HEAD unlike GET", "a header missing", (request, server) -> {
            var answer = server.send(request);
            if (request.method().equals("HEAD")) {
                answer.headers().remove("Cache-Control");
                answer.headers().remove("Vary");
            }
            return answer;
        });
        add(
                "an answer to a method that is not there",
                Lie.asking(request -> request.method().equals("PROPFIND")
                        ? new Request("GET", request.path(), request.headers(), new byte[0])
                        : request));
        add(
                "JSON for one who wants HTML",
                Lie.asking(
                        request -> request.headers().getOrDefault("Accept", "").equals("text/html")
                                ? request.without("Accept")
                                : request));
    }
}
