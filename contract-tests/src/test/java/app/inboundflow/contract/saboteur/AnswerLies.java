package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/** Lies that every operation that reads can tell: about itself, its counters, its keys and its errors. */
final class AnswerLies extends Lies {
    private final String key;

    /** @param key one with which the operation answers */
    AnswerLies(Operation operation, String key) {
        super(operation);
        this.key = "Bearer " + key;
        requests();
        counters();
        keys();
        errors();
        methods();
    }

    private void requests() {
        add(
                "one id for every request",
                answering(answer -> changed(header(answer, "X-Request-Id", "req_0123456789ab"), body -> meta(body)
                        .put("request_id", "req_0123456789ab"))));
        timestamp("of an hour ago", -3600);
        timestamp("of another time zone", 7200);
        // The other lies are of the right form; this one proves that the walk looks at the form at all.
        add(
                "a property that is not documented",
                answering(answer -> changed(answer, body -> body.put("colour", "red"))));
    }

    private static ObjectNode meta(ObjectNode body) {
        return (ObjectNode) body.get("meta");
    }

    private void timestamp(String detail, long seconds) {
        add(
                "another time than now",
                detail,
                answering(answer -> changed(answer, body -> {
                    var said = Instant.parse(meta(body).get("timestamp").asText());
                    meta(body).put("timestamp", said.plusSeconds(seconds).toString());
                })));
    }

    private void counters() {
        var remaining = "a wrong number of remaining requests";
        number(remaining, "it never falls", "X-RateLimit-Remaining", left -> 900_000);
        number(remaining, "it rises", "X-RateLimit-Remaining", left -> 1_000_000 - left);
        number(remaining, "it falls by two", "X-RateLimit-Remaining", left -> 1_000_000 - 2 * (1_000_000 - left));
        number(remaining, "it does not count this request", "X-RateLimit-Remaining", left -> left + 1);
        number("a wrong reset", "it is past", "X-RateLimit-Reset", seconds -> seconds - 62);
        number("a wrong reset", "it is an hour ahead", "X-RateLimit-Reset", seconds -> seconds + 3600);
    }

    private void number(String kind, String detail, String name, LongUnaryOperator other) {
        // Answers without a key count something else.
        add(
                kind,
                detail,
                answering(answer -> answer.header(name).isEmpty() || answer.status() == 401
                        ? answer
                        : header(
                                answer,
                                name,
                                Long.toString(other.applyAsLong(Long.parseLong(answer.firstHeader(name)))))));
    }

    private void keys() {
        add("an answer without a key", asking(request -> sent(request).isEmpty(), this::withKey));
        add("an answer with any key", asking(request -> sent(request).contains("nonsense"), this::withKey));
        add(
                "another organization's data",
                asking(request -> !sent(request).isEmpty() && !sent(request).contains("nonsense"), this::withKey));
    }

    private static String sent(Request request) {
        return request.headers().getOrDefault("Authorization", "");
    }

    private Request withKey(Request request) {
        return request.with("Authorization", key);
    }

    private void errors() {
        add("a misspelled filter ignored", asking(request -> with(request, "colour", "")));
        error("nothing named", error -> error.putArray("errors"));
        error("another field named", error -> error.path("errors")
                .forEach(one -> ((ObjectNode) one).put("field", "other")));
        error("another place named", error -> error.path("errors")
                .forEach(one -> ((ObjectNode) one).put("in", "header")));
        error("a page that is not there", error -> error.put("type", "/problems/nowhere")
                .put("code", "nowhere"));
        var number = new AtomicInteger();
        add(
                "an error that misleads",
                "another title each time",
                answering(answer -> answer.status() < 400
                        ? answer
                        : changed(answer, error -> error.put("title", "Error " + number.incrementAndGet()))));
        if (operation.isList()) {
            add(
                    "a limit that is too large cut",
                    asking(
                            request -> parameter(request, "limit").equals("101"),
                            request -> with(request, "limit", "100")));
            add(
                    "the first of two limits taken",
                    asking(
                            request -> request.path().matches(".*limit=1&limit=2.*"),
                            request -> with(request, "limit", "1")));
            add(
                    "a date taken for a moment",
                    asking(
                            request -> parameter(request, "since").length() == 10,
                            request -> with(request, "since", "2026-02-24T00:00:00Z")));
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
                answer.headers().keySet().removeAll(List.of("Cache-Control", "Vary"));
            }
            return answer;
        });
        add(
                "an answer to a method that is not there",
                asking(
                        request -> request.method().equals("PROPFIND"),
                        request -> new Request("GET", request.path(), request.headers(), new byte[0])));
        add(
                "JSON for one who wants HTML",
                asking(
                        request -> request.headers().getOrDefault("Accept", "").equals("text/html"),
                        request -> request.without("Accept")));
    }
}
