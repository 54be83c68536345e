package app.inboundflow.contract.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which responses an operation has, and what all of them share. */
final class ResponseRules {
    private static final List<String> RATE_LIMIT =
            List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");
    /** Answered before the headers are read. */
    private static final Set<String> UNREAD = Set.of("414", "431");

    private static final Pattern CODE = Pattern.compile("`([a-z]+(?:_[a-z]+)+)`:");

    private ResponseRules() {}

    static Stream<Rule> all() {
        return Stream.of(
                new Rule("an error response is a shared one", ResponseRules::shared),
                new Rule("an operation has the errors that it can answer with", ResponseRules::complete),
                new Rule("an error response is a problem", ResponseRules::problems),
                new Rule("an error's example has the status that it is used for", ResponseRules::statuses),
                new Rule("a response is described", contract -> definitions(contract)
                        .map(response -> response.child("description"))
                        .filter(text -> text.node().asText().isBlank())
                        .map(text -> new Violation(text, "describe it"))),
                new Rule("a response's JSON has an example", contract -> definitions(contract)
                        .flatMap(response -> response.children("content"))
                        .filter(content -> !content.has("example") && !content.has("examples"))
                        .map(content -> new Violation(content.child("example"), "add an example"))),
                new Rule("a response shows every code that it describes", ResponseRules::codes),
                new Rule("a list shows a page and the request for the next", ResponseRules::pages),
                new Rule("a header is a shared component", contract -> definitions(contract)
                        .flatMap(response -> response.children("headers"))
                        .filter(header -> !header.text("$ref").startsWith("#/components/headers/"))
                        .map(header -> new Violation(header, "define it under /components/headers and refer to it"))),
                new Rule("every response has its headers", ResponseRules::headers));
    }

    /** Where responses are written out. */
    private static Stream<Place> definitions(ContractDocument contract) {
        var own = contract.operations().stream()
                .flatMap(DocumentedOperation::responses)
                .filter(response -> !response.has("$ref"));
        return Stream.concat(own, contract.at("/components/responses").children());
    }

    private static Stream<Place> errors(ContractDocument contract) {
        return contract.operations().stream()
                .flatMap(DocumentedOperation::responses)
                .filter(response -> !response.name().startsWith("2"));
    }

    private static Stream<Violation> shared(ContractDocument contract) {
        return errors(contract)
                .filter(response -> !response.text("$ref").startsWith("#/components/responses/"))
                .map(response -> new Violation(response, "define it under /components/responses and refer to it"));
    }

    private static Stream<Violation> complete(ContractDocument contract) {
        return contract.operations().stream().flatMap(operation -> {
            var expected = expectedErrors(operation);
            var declared = operation
                    .responses()
                    .map(Place::name)
                    .filter(status -> !status.startsWith("2"))
                    .toList();
            return declared.equals(expected)
                    ? Stream.empty()
                    : Stream.of(new Violation(
                            operation.place().child("responses"), "has " + declared + "; make it " + expected));
        });
    }

    private static List<String> expectedErrors(DocumentedOperation operation) {
        var expected = new ArrayList<>(List.of("400", "401", "405", "406", "414", "429", "431", "500", "503"));
        if (!operation.scopes().isEmpty()) {
            expected.add("403");
        }
        if (operation.path().contains("{")) {
            expected.add("404");
        }
        if (operation.place().has("requestBody")) {
            expected.addAll(List.of("413", "415"));
        }
        if (operation.parameters().anyMatch(parameter -> parameter.text("name").equals("Idempotency-Key"))) {
            expected.addAll(List.of("409", "422"));
        }
        return expected.stream().sorted().toList();
    }

    private static Stream<Violation> problems(ContractDocument contract) {
        return contract.at("/components/responses")
                .children()
                .map(response -> response.child("content"))
                .filter(content -> !content.names().equals(List.of("application/problem+json"))
                        || !content.child("application/problem+json")
                                .child("schema")
                                .text("$ref")
                                .endsWith("Problem"))
                .map(content -> new Violation(content, "make it application/problem+json with the schema Problem"));
    }

    private static Stream<Violation> statuses(ContractDocument contract) {
        return errors(contract).flatMap(response -> {
            var content = contract.resolve(response).child("content").child("application/problem+json");
            var statuses = Example.values(content)
                    .map(example -> example.child("status"))
                    .toList();
            return (statuses.isEmpty() ? List.of(content.child("example")) : statuses)
                    .stream()
                            .filter(status -> !status.node().asText().equals(response.name()))
                            .map(status -> new Violation(status, "is used for " + response.name() + " at " + response));
        });
    }

    private static Stream<Violation> codes(ContractDocument contract) {
        return contract.at("/components/responses").children().flatMap(response -> {
            var content = response.child("content").child("application/problem+json");
            var shown =
                    Example.values(content).map(example -> example.text("code")).toList();
            return CODE.matcher(response.text("description"))
                    .results()
                    .map(code -> code.group(1))
                    .filter(code -> !shown.contains(code))
                    .map(code -> new Violation(content.child("examples"), "add an example with the code " + code));
        });
    }

    private static Stream<Violation> pages(ContractDocument contract) {
        return contract.operations().stream()
                .filter(operation -> operation
                        .parameters()
                        .anyMatch(parameter -> parameter.text("name").equals("cursor")))
                .flatMap(operation -> {
                    var examples = operation
                            .place()
                            .child("responses")
                            .child("200")
                            .child("content")
                            .child("application/json")
                            .child("examples");
                    return twoPages(operation, examples.children().toList())
                            ? Stream.empty()
                            : Stream.of(new Violation(
                                    examples,
                                    "show a page with has_more: true and the one after it, each described by its"
                                            + " request, `GET " + operation.path() + "?…`; the second has the cursor"));
                });
    }

    private static boolean twoPages(DocumentedOperation operation, List<Place> examples) {
        if (examples.size() != 2) {
            return false;
        }
        var first = examples.get(0).child("value");
        var request = examples.get(0).text("description");
        var next = "&cursor=" + first.text("next_cursor") + "`";
        return request.startsWith("`" + operation.line() + "?")
                && first.node().path("has_more").asBoolean()
                && first.node().path("next_cursor").isTextual()
                && !examples.get(1).child("value").node().path("has_more").asBoolean(true)
                && examples.get(1).text("description").equals(request.substring(0, request.length() - 1) + next);
    }

    /** A response of a failed server, or to a request whose key was not read, has no rate limit headers. */
    private static Stream<Violation> headers(ContractDocument contract) {
        return contract.operations().stream()
                .flatMap(DocumentedOperation::responses)
                .flatMap(response -> {
                    var expected = new ArrayList<>(List.of("X-Request-Id"));
                    if (!response.name().startsWith("5") && !UNREAD.contains(response.name())) {
                        expected.addAll(RATE_LIMIT);
                    }
                    var headers = contract.resolve(response).child("headers");
                    expected.removeAll(headers.names());
                    return expected.stream()
                            .map(name -> new Violation(headers.child(name), "is missing; refer to the shared header"));
                });
    }
}
