package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What holds for every GET: HEAD is like it, and whatever is wrong with a request is refused and named.
 *
 * @param rows those of the list that the operation is or reads from
 * @param pages the problem pages that were seen already
 */
record AnyCheck(Client client, Operation operation, Rows rows, Set<String> pages) {
    /** Headers that differ from one answer to the next. */
    private static final List<String> OF_ONE_ANSWER = List.of(
            "Connection",
            "Content-Length",
            "Date",
            "Keep-Alive",
            "Transfer-Encoding",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset",
            "X-Request-Id");

    private static final String UNKNOWN = "colour";

    Stream<Step> steps() {
        return Stream.of(
                Step.of(operation, "HEAD is GET without a body", this::head),
                Step.of(operation, "what is wrong is refused and named", this::refuse),
                Step.of(operation, "nobody is answered without a key", this::authenticate));
    }

    private boolean isOfOne() {
        return operation.path().contains("{");
    }

    private String path() {
        return isOfOne()
                ? operation.path(rows.newest().ids().stream().findFirst().orElseGet(() -> UUID.randomUUID()
                        .toString()))
                : operation.path();
    }

    private void head() {
        var get = client.send(Request.get(path()));
        var head = client.send(Request.of("HEAD", path()));
        client.requireSame(
                Sentence.HEAD,
                "What HEAD answers",
                List.of(get.status(), lasting(get)),
                List.of(head.status(), lasting(head)));
    }

    private static Map<String, List<String>> lasting(Answer answer) {
        OF_ONE_ANSWER.forEach(answer.headers()::remove);
        return answer.headers();
    }

    private void refuse() {
        requireRefused("query", UNKNOWN, Request.get(path()).query(UNKNOWN, "red"));
        if (isOfOne()) {
            var variable = operation.parameterSchemas("path").fieldNames().next();
            requireRefused("path", variable, Request.get(operation.path("7")));
        }
        operation.parameterSchemas("query").properties().forEach(parameter -> {
            var name = parameter.getKey();
            bad(name, Contract.resolve(parameter.getValue()))
                    .forEach(query -> requireRefused("query", name, Request.get(path() + "?" + query)));
        });
        requirePage(client.expect(406, Request.get(path()).with("Accept", "text/html")));
        // A method that changes nothing wherever it is known.
        requirePage(client.expect(405, Request.of("PROPFIND", path())));
    }

    /** A parameter beyond its bounds, or of another form; and twice, though it is as it should be. */
    private static List<String> bad(String name, JsonNode schema) {
        if (schema.has("maximum")) {
            return List.of(
                    name + "=" + (schema.path("minimum").asLong() - 1),
                    name + "=" + (schema.path("maximum").asLong() + 1),
                    name + "=1&" + name + "=2");
        }
        var isMoment = schema.path("format").asText().equals("date-time");
        var good = isMoment ? "2026-02-24T20:59:00Z" : schema.at("/examples/0").asText("x");
        return List.of(name + (isMoment ? "=2026-02-24" : "=x"), name + "=" + good + "&" + name + "=" + good);
    }

    private void requireRefused(String in, String field, Request request) {
        requirePage(requireRefusal(client, in, field, request));
    }

    /** What is wrong with a request in one field is refused, and nothing else is named. */
    static Answer requireRefusal(Client client, String in, String field, Request request) {
        var answer = client.expect(400, request);
        var blamed = new HashSet<String>();
        answer.body("/errors")
                .forEach(error -> blamed.add(
                        error.path("in").asText() + " " + error.path("field").asText()));
        client.requireSame(Sentence.ERRORS, "What errors name for " + request, Set.of(in + " " + field), blamed);
        return answer;
    }

    private void authenticate() {
        for (var key : List.of("", "sk_live_nonsense")) {
            requirePage(requireNobody(client.withKey(key), Request.get(path())));
        }
    }

    /** A client without a valid key gets no answer. */
    static Answer requireNobody(Client nobody, Request request) {
        var answer = nobody.send(request);
        // An address that failed too often gets 429, and this may be one.
        nobody.require(
                List.of(401, 429).contains(answer.status()),
                Sentence.NO_KEY,
                "Without a valid key, ",
                request,
                " is answered with ",
                answer);
        return answer;
    }

    /** Asked once for each kind of problem. */
    private void requirePage(Answer problem) {
        var type = problem.body("/type").asText();
        if (pages.add(type)) {
            var page = client.withKey("").ask(Request.get(type));
            client.require(
                    page.status() == 200
                            && page.text().contains(problem.body("/code").asText()),
                    Sentence.PROBLEM_PAGE,
                    "type is " + type + ", which answers " + page.status());
        }
    }
}
