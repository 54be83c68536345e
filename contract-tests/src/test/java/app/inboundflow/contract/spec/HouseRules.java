package app.inboundflow.contract.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
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

    static final List<Rule> ALL = List.of(
            new Rule(
                    "an error response is a shared problem",
                    "refer to one of /components/responses, which is application/problem+json with a schema …Problem",
                    document -> Stream.concat(
                            errors(document).filter(error -> !error.text("$ref").startsWith("#/components/responses/")),
                            document.at("/components/responses").children().filter(error -> !isProblem(error)))),
            new Rule(
                    "an operation has the errors that it can answer with",
                    "403 goes with a scope, 404 with an id, 413 and 415 with a body, 409 and 422 with an Idempotency-Key, the"
                            + " others with every operation, in the order of their numbers",
                    document -> document.operations().stream()
                            .filter(operation -> !HouseRules.errors(operation).equals(expectedErrors(operation)))
                            .map(Document.Operation::place)),
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
                    "every response has its headers",
                    "refer to the shared headers: X-Request-Id, and those of the rate limit where a key was read",
                    document -> document.operations().stream()
                            .flatMap(Document.Operation::responses)
                            .filter(response -> !document.resolve(response)
                                    .child("headers")
                                    .names()
                                    .containsAll(expectedHeaders(response.name())))),
            new Rule("a response is described", "describe it", document -> document.at("/components/responses")
                    .children()
                    .filter(response -> response.text("description").isBlank())),
            schema(
                    "an object is a named schema",
                    "move it under /components/schemas and refer to it",
                    schema -> !schema.texts("type").contains("object") && !schema.has("properties")
                            || schema.parent().equals("/components/schemas")),
            schema(
                    "nothing is composed, no envelope by allOf",
                    "write the properties out, as CallList and CallResponse do",
                    schema -> Stream.of("allOf", "anyOf", "oneOf", "not").noneMatch(schema::has)),
            schema("a schema's name is UpperCamel, a property's snake_case", "rename it", schema -> schema.name()
                    .matches(
                            schema.parent().endsWith("/schemas")
                                    ? "([A-Z][a-z0-9]*)+"
                                    : "[a-z][a-z0-9]*(_[a-z0-9]+)*")),
            property("every property is described", "describe it", property -> !property.text("description")
                    .isBlank()),
            property(
                    "every property has an example",
                    "add examples: [one that is typical]",
                    property -> property.texts("type").stream().anyMatch(List.of("object", "array")::contains)
                            || !property.node().path("examples").isEmpty()),
            schema(
                    "every property is bounded",
                    "bound it: enum, const or maxLength for a string, minimum and maximum for a number, maxItems for an array",
                    HouseRules::isBounded),
            schema(
                    "what may be null says so in its type",
                    "write type: [x, 'null']",
                    schema -> !schema.has("nullable")
                            && (schema.texts("type").size() < 2
                                    || schema.texts("type").size() == 2
                                            && schema.texts("type").get(1).equals("null"))),
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
                return properties(document).filter(property -> !isReference(property) && !seen.add(property.node()));
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

    private HouseRules() {}

    /** Where a contract breaks a rule, but for the deviations. */
    static List<Place> violations(Rule rule, Document document) {
        return rule.broken()
                .apply(document)
                .filter(place -> !DEVIATIONS.containsKey(place.pointer()))
                .toList();
    }

    private static Rule schema(String name, String advice, Predicate<Place> keeps) {
        return new Rule(name, advice, document -> document.schemas().filter(schema -> !keeps.test(schema)));
    }

    /** Of what stands under a name of ours; those of parameters and headers are described by these. */
    private static Rule property(String name, String advice, Predicate<Place> keeps) {
        return schema(
                name,
                advice,
                schema -> isReference(schema)
                        || !schema.parent().matches(".*/(schemas|properties)")
                        || keeps.test(schema));
    }

    private static Stream<Place> errors(Document document) {
        return document.operations().stream()
                .flatMap(Document.Operation::responses)
                .filter(response -> !response.name().startsWith("2"));
    }

    private static List<String> errors(Document.Operation operation) {
        return operation
                .responses()
                .map(Place::name)
                .filter(status -> !status.startsWith("2"))
                .toList();
    }

    private static boolean isProblem(Place response) {
        var content = response.child("content");
        return content.names().equals(List.of("application/problem+json"))
                && content.child("application/problem+json")
                        .child("schema")
                        .text("$ref")
                        .endsWith("Problem");
    }

    private static List<String> expectedErrors(Document.Operation operation) {
        var expected = new ArrayList<>(List.of("400", "401", "405", "406", "414", "429", "431", "500", "503"));
        if (!operation.place().node().at("/security/0/apiKey").isEmpty()) {
            expected.add("403");
        }
        if (operation.line().contains("{")) {
            expected.add("404");
        }
        if (operation.place().has("requestBody")) {
            expected.addAll(List.of("413", "415"));
        }
        if (operation.hasParameter("Idempotency-Key")) {
            expected.addAll(List.of("409", "422"));
        }
        return expected.stream().sorted().toList();
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

    private static boolean isReference(Place schema) {
        return schema.has("$ref");
    }

    private static boolean isBounded(Place schema) {
        var types = schema.texts("type");
        return isReference(schema)
                || schema.has("enum")
                || schema.has("const")
                || !types.isEmpty()
                        && (!types.contains("string") || schema.has("maxLength"))
                        && (!types.contains("array") || schema.has("maxItems"))
                        && (types.stream().noneMatch(List.of("integer", "number")::contains)
                                || schema.has("minimum") && schema.has("maximum"));
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
