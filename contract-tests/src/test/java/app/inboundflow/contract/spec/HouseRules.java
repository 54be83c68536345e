package app.inboundflow.contract.spec;

import app.inboundflow.check.Schemas;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What every part of the contract keeps to, so that readers, generators and tests find the same everywhere. */
final class HouseRules {
    /**
     * A rule.
     *
     * @param name what holds, as a sentence
     * @param advice what to do where it does not
     * @param broken finds these places
     */
    record Rule(String name, String advice, Function<Document, Stream<Place>> broken) {
        @Override
        public String toString() {
            return name + ": " + advice;
        }
    }

    private static final Pattern CODE = Pattern.compile("`([a-z]+(?:_[a-z]+)+)`:");

    /** Places that break a rule on purpose, with the reason. */
    static final Map<String, String> DEVIATIONS = Map.of(
            "/components/schemas/Message/properties/time",
            "Messages are returned as the voice platform stored them, and not every turn has its time: what it did not store is"
                    + " absent, as its other properties are.",
            "/components/schemas/ConflictProblem/properties/status",
            "A conflict is always a 409.",
            "/components/schemas/ConflictProblem/properties/code",
            "It names the two codes that a conflict has.");

    /** Rules that compare places, or what a place refers to. */
    private static final List<Rule> COMPARING = List.of(
            new Rule(
                    "a response shows every code that it describes",
                    "add an example with the code",
                    document -> document.at("/components/responses").children().filter(response -> CODE.matcher(
                                    response.text("description"))
                            .results()
                            .anyMatch(code -> !response.node().toString().contains("\"code\":\"" + code.group(1))))),
            new Rule(
                    "a list shows a page and the request for the next",
                    "show two pages, each described by its request, `GET /…?…`; the second request is the first with the cursor",
                    document -> document.operations().stream()
                            .filter(operation -> operation.hasParameter("cursor") && !showsTwoPages(operation))
                            .map(Document.Operation::place)),
            new Rule(
                    "the responses of an operation stand in the order of their statuses",
                    "move the response to its place",
                    document -> document.operations().stream()
                            .map(operation -> operation.place().child("responses"))
                            .filter(responses ->
                                    !responses.names().equals(List.copyOf(new TreeSet<>(responses.names()))))),
            new Rule(
                    "every response has its headers",
                    "refer to the shared headers: X-Request-Id, and those of the rate limit where a key was read",
                    document -> document.operations().stream()
                            .flatMap(Document.Operation::responses)
                            .filter(response -> !document.resolve(response)
                                    .child("headers")
                                    .names()
                                    .containsAll(expectedHeaders(response.name())))),
            new Rule(
                    "what may be null says when",
                    "end its description with the reason: null when it is not known, or the like",
                    document -> properties(document)
                            .filter(property ->
                                    document.resolve(property).texts("type").contains("null"))
                            .filter(property -> !property.parent().contains("/NewContact/"))
                            .filter(property -> !(property.has("description") ? property : document.resolve(property))
                                    .text("description")
                                    .matches("(?s).*\\bnull \\w.*"))),
            new Rule(
                    "a detailed schema has all that the basic one has",
                    "write its properties as those of the basic one, and at least one more",
                    document -> Stream.concat(
                            unlike(document, "Call", "CallDetail"), unlike(document, "Problem", "ConflictProblem"))),
            new Rule("a property is written out once", "refer to the other place", document -> {
                var seen = new HashSet<JsonNode>();
                return properties(document).filter(property -> !property.has("$ref") && !seen.add(property.node()));
            }),
            new Rule(
                    "every response property is required",
                    "add it to required; what has no value is null, not absent",
                    document -> named(document, false).flatMap(schema -> schema.children("properties")
                            .filter(property -> !schema.texts("required").contains(property.name())))),
            new Rule(
                    "a request body refuses properties it does not know",
                    "make additionalProperties false: a typing mistake must never be ignored",
                    document -> named(document, true)
                            .filter(schema ->
                                    schema.node().path("additionalProperties").asBoolean(true))));

    static final List<Rule> ALL = Stream.concat(read(), COMPARING.stream()).toList();

    /** An entry of house-rules.yaml: places that its pointer matches fit its schema. */
    private record Given(String name, String advice, String given, JsonNode schema) {
        Rule rule() {
            return new Rule(name, advice, document -> document.places()
                    .filter(place -> place.pointer().matches(given)
                            && !Schemas.objections(schema, place.node()).isEmpty()));
        }
    }

    private HouseRules() {}

    /** Where a contract breaks a rule, but for the deviations. */
    static List<Place> violations(Rule rule, Document document) {
        return rule.broken()
                .apply(document)
                .filter(place -> !DEVIATIONS.containsKey(place.pointer()))
                .toList();
    }

    private static Stream<Rule> read() {
        try {
            var file = Path.of("src/test/resources/house-rules.yaml").toFile();
            return Stream.of(new YAMLMapper().readValue(file, Given[].class)).map(Given::rule);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A response of a failed server, or to a request whose key was not read, has no rate limit headers. */
    private static List<String> expectedHeaders(String status) {
        return status.matches("5..|414|431")
                ? List.of("X-Request-Id")
                : List.of("X-Request-Id", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");
    }

    private static boolean showsTwoPages(Document.Operation operation) {
        var pages = new ArrayList<JsonNode>();
        operation
                .place()
                .node()
                .at("/responses/200/content/application~1json/examples")
                .forEach(pages::add);
        if (pages.size() != 2) {
            return false;
        }
        var first = pages.get(0).path("value");
        var request = pages.get(0).path("description").asText();
        var next = request.replaceFirst(
                "`$", "&cursor=" + first.path("next_cursor").asText() + "`");
        return request.startsWith("`" + operation.line() + "?")
                && first.path("has_more").asBoolean()
                && !pages.get(1).at("/value/has_more").asBoolean(true)
                && pages.get(1).path("description").asText().equals(next);
    }

    private static Stream<Place> properties(Document document) {
        return document.schemas().filter(schema -> schema.parent().endsWith("/properties"));
    }

    private static Stream<Place> unlike(Document document, String basic, String detailed) {
        var properties = document.at("/components/schemas/" + detailed + "/properties");
        var basics = document.at("/components/schemas/" + basic + "/properties")
                .children()
                .toList();
        var others = basics.stream()
                .filter(property -> !property.node().equals(properties.node().path(property.name())))
                .map(property -> properties.child(property.name()));
        return properties.node().size() > basics.size() ? others : Stream.concat(others, Stream.of(properties));
    }

    /** The named schemas of requests, or all others, which are those of responses. */
    private static Stream<Place> named(Document document, boolean ofRequests) {
        var requests = document.operations().stream()
                .flatMap(operation -> operation.place().child("requestBody").children("content"))
                .map(content -> document.resolve(content.child("schema")).pointer())
                .toList();
        return document.at("/components/schemas")
                .children()
                .filter(schema -> requests.contains(schema.pointer()) == ofRequests);
    }
}
