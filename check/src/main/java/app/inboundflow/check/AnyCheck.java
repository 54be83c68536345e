package app.inboundflow.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** What holds for every GET: HEAD is like it, and whatever is wrong with a request is refused and named. */
final class AnyCheck {
    /** Headers that differ from one answer to the next. */
    private static final Set<String> OF_ONE_ANSWER = Set.of(
            "connection",
            "content-length",
            "date",
            "keep-alive",
            "transfer-encoding",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
            "x-request-id");

    private static final String UNKNOWN = "colour";

    private final Client client;
    private final Operation operation;
    private final ListCheck rows;
    private final Set<String> pages;

    /**
     * Checks of an operation.
     *
     * @param rows those of the list that the operation is or reads from
     * @param pages the problem pages that were seen already
     */
    AnyCheck(Client client, Operation operation, ListCheck rows, Set<String> pages) {
        this.client = client;
        this.operation = operation;
        this.rows = rows;
        this.pages = pages;
    }

    Stream<Step> steps() {
        return Stream.of(
                Step.of(operation, "HEAD is GET without a body", this::head),
                Step.of(operation, "what is wrong is refused and named", this::refuse),
                Step.of(operation, "nobody is answered without a key", this::authenticate));
    }

    private String path() {
        if (!operation.path().contains("{")) {
            return operation.path();
        }
        var items = rows.newest().items();
        return operation.path(items.isEmpty() ? UUID.randomUUID() : Rows.id(items.getFirst()));
    }

    private void head() {
        var get = client.send(Request.get(path()));
        var head = client.send(Request.of("HEAD", path()));
        client.require(
                get.status() == head.status() && names(get).equals(names(head)),
                Sentence.HEAD,
                "GET " + path() + " answers " + get.status() + " with " + names(get) + ", HEAD " + head.status()
                        + " with " + names(head));
    }

    private static Set<String> names(Answer answer) {
        var names = new TreeSet<String>();
        answer.headers().forEach((name, values) -> {
            var lower = name.toLowerCase(java.util.Locale.ROOT);
            if (!OF_ONE_ANSWER.contains(lower)) {
                names.add(lower + ": " + values);
            }
        });
        return names;
    }

    private void refuse() {
        requireRefusal(UNKNOWN, "query", Request.get(path()).query(UNKNOWN, "red"));
        if (operation.path().contains("{")) {
            var variable = operation.parameters("path").getFirst().path("name").asText();
            requireRefusal(variable, "path", Request.get(operation.path("7")));
        }
        for (var parameter : operation.parameters("query")) {
            bad(parameter)
                    .forEach(query -> requireRefusal(
                            parameter.path("name").asText(), "query", Request.get(path() + "?" + query)));
        }
        requirePage(client.expect(406, Request.get(path()).with("Accept", "text/html")));
        // A method that changes nothing wherever it is known.
        requirePage(client.expect(405, Request.of("PROPFIND", path())));
    }

    private static List<String> bad(com.fasterxml.jackson.databind.JsonNode parameter) {
        var name = parameter.path("name").asText();
        var schema = Contract.resolve(parameter.path("schema"));
        var bad = new ArrayList<String>();
        if (schema.has("maximum")) {
            bad.add(name + "=" + (schema.path("minimum").asLong() - 1));
            bad.add(name + "=" + (schema.path("maximum").asLong() + 1));
            bad.add(name + "=1&" + name + "=2");
        } else if ("date-time".equals(schema.path("format").asText())) {
            bad.add(name + "=2026-02-24");
        } else {
            bad.add(name + "=x");
        }
        return bad;
    }

    private void requireRefusal(String field, String in, Request request) {
        var answer = client.expect(400, request);
        var blamed = new HashSet<String>();
        answer.body("/errors")
                .forEach(error -> blamed.add(
                        error.path("in").asText() + " " + error.path("field").asText()));
        client.require(
                blamed.equals(Set.of(in + " " + field)),
                Sentence.ERRORS,
                "What is wrong with " + request + " is the " + in + " " + field + ", but errors are about " + blamed);
        requirePage(answer);
    }

    private void authenticate() {
        var sentence = Sentence.NO_KEY;
        for (var key : List.of("", "sk_live_nonsense")) {
            var answer = client.withKey(key).send(Request.get(path()));
            // An address that failed too often gets 429, and this may be one.
            client.require(
                    List.of(401, 429).contains(answer.status()),
                    sentence,
                    "Without a key, " + path() + " answers " + answer);
            requirePage(answer);
        }
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
