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
    /** @param key one with which the operation answers */
    AnswerLies(Operation operation, String key) {
        super(operation);
        requests();
        counters();
        keys("Bearer " + key);
        errors();
        methods();
    }

    private void requests() {
        var id = "req_0123456789ab";
        answer(
                "one id for every request",
                answer -> anyBody(header(answer, "X-Request-Id", same -> id), body -> body.withObject("meta")
                        .put("request_id", id)));
        timestamp("of an hour ago", -3600);
        timestamp("of another time zone", 7200);
        // The other lies are of the right form; this one proves that the walk looks at the form at all.
        answer("a property that is not documented", answer -> anyBody(answer, body -> body.put("colour", "red")));
    }

    private static Answer anyBody(Answer answer, Consumer<ObjectNode> change) {
        return changed(answer, answer.status(), change);
    }

    private void timestamp(String detail, long seconds) {
        answer(
                "another time than now: " + detail,
                answer -> anyBody(answer, body -> {
                    var said = Instant.parse(body.at("/meta/timestamp").asText());
                    body.withObject("meta")
                            .put("timestamp", said.plusSeconds(seconds).toString());
                }));
    }

    private void counters() {
        remaining("it never falls", left -> 900_000);
        remaining("it rises", left -> 1_000_000 - left);
        remaining("it falls by two", left -> 1_000_000 - 2 * (1_000_000 - left));
        remaining("it does not count this request", left -> left + 1);
        counter("a wrong reset: it is past", "X-RateLimit-Reset", seconds -> seconds - 62);
        counter("a wrong reset: it is an hour ahead", "X-RateLimit-Reset", seconds -> seconds + 3600);
    }

    private void remaining(String detail, LongUnaryOperator other) {
        counter("a wrong number of remaining requests: " + detail, "X-RateLimit-Remaining", other);
    }

    private void counter(String name, String header, LongUnaryOperator other) {
        // Answers without a key count something else.
        answer(
                name,
                answer -> answer.status() == 401
                        ? answer
                        : header(answer, header, number -> Long.toString(other.applyAsLong(Long.parseLong(number)))));
    }

    private void keys(String key) {
        withKey("an answer without a key", "", key);
        withKey("an answer with any key", ".*nonsense.*", key);
        withKey("another organization's data", "(?!.*nonsense).+", key);
    }

    /** Asks with this key where another one that matches was sent. */
    private void withKey(String name, String sent, String key) {
        ask(
                name,
                request -> request.headers().getOrDefault("Authorization", "").matches(sent)
                        ? request.with("Authorization", key)
                        : request);
    }

    private void errors() {
        ask("a misspelled filter ignored", "colour", ".+", any -> "");
        misleadingErrors();
        misleading("another place named", error -> error.path("errors")
                .forEach(one -> ((ObjectNode) one).put("in", "header")));
        misleading("a page that is not there", error -> error.put("type", "/problems/nowhere")
                .put("code", "nowhere"));
        var number = new AtomicInteger();
        answer(
                "an error that misleads: another title each time",
                answer -> answer.status() < 400
                        ? answer
                        : anyBody(answer, error -> error.put("title", "Error " + number.incrementAndGet())));
        if (operation.isList()) {
            ask("a limit that is too large cut", "limit", "101", large -> "100");
            ask("a date taken for a moment", "since", ".{10}", date -> "2026-02-24T00:00:00Z");
            ask(
                    "the first of two values taken: limit",
                    request -> request.path().contains("limit=1&limit=2") ? with(request, "limit", "1") : request);
        }
    }

    private void methods() {
        tell("HEAD unlike GET: another status", (request, server) -> {
            var answer = server.send(request);
            return request.method().equals("HEAD") && answer.status() == 200
                    ? new Answer(404, answer.headers(), answer.body())
                    : answer;
        });
        tell("HEAD unlike GET: a header missing", (request, server) -> {
            var answer = server.send(request);
            if (request.method().equals("HEAD")) {
                answer.headers().keySet().removeAll(List.of("Cache-Control", "Vary"));
            }
            return answer;
        });
        ask(
                "an answer to a method that is not there",
                request -> request.method().equals("PROPFIND")
                        ? new Request("GET", request.path(), request.headers(), new byte[0])
                        : request);
        ask(
                "JSON for one who wants HTML",
                request -> "text/html".equals(request.headers().get("Accept")) ? request.without("Accept") : request);
    }
}
