package app.inboundflow.contract.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How an operation is named, described and protected. */
final class OperationRules {
    private static final Pattern ID = Pattern.compile("(list|get|create|update|replace|delete)([A-Z][a-z0-9]*)+");
    private static final Map<String, List<String>> VERBS = Map.of(
            "GET", List.of("list", "get"),
            "POST", List.of("create"),
            "PATCH", List.of("update"),
            "PUT", List.of("replace"),
            "DELETE", List.of("delete"));

    private OperationRules() {}

    static Stream<Rule> all() {
        return Stream.of(
                rule(
                        "an operationId is lowerCamel, a verb and a noun",
                        operation -> keep(
                                operation.place().child("operationId"),
                                id -> ID.matcher(id).matches()
                                        && VERBS.getOrDefault(operation.method(), List.of()).stream()
                                                .anyMatch(id::startsWith),
                                "name it as " + operation.method() + " is: "
                                        + VERBS.getOrDefault(operation.method(), List.of())
                                        + " and a noun, lowerCamel")),
                new Rule("an operationId is used once", OperationRules::uniqueIds),
                rule("an operation has one tag, a declared one", OperationRules::oneTag),
                rule(
                        "a summary is in sentence case, without a full stop",
                        operation -> keep(
                                operation.place().child("summary"),
                                Wording::isTitle,
                                "write it as a short title: a capital first, no other, no full stop")),
                rule(
                        "a description adds something to the summary",
                        operation -> keep(
                                operation.place().child("description"),
                                text -> Wording.isSentence(text)
                                        && Wording.adds(text, operation.place().text("summary")),
                                "say in sentences what the summary does not: order, limits, what is special")),
                rule("an operation lists its scope", OperationRules::scope),
                rule("a scope reads or writes as the operation does", OperationRules::scopeMatches),
                new Rule("every scope is needed somewhere", OperationRules::unusedScopes),
                rule("a request body is described", operation -> Stream.of(
                                operation.place().child("requestBody"))
                        .filter(Place::exists)
                        .flatMap(body -> keep(body.child("description"), Wording::isSentence, Wording.ADVICE))));
    }

    private static Rule rule(String name, Function<DocumentedOperation, Stream<Violation>> violations) {
        return new Rule(name, contract -> contract.operations().stream().flatMap(violations));
    }

    private static Stream<Violation> keep(Place place, Predicate<String> rule, String advice) {
        return rule.test(place.node().asText()) ? Stream.empty() : Stream.of(new Violation(place, advice));
    }

    private static Stream<Violation> uniqueIds(ContractDocument contract) {
        var seen = new HashSet<String>();
        return contract.operations().stream()
                .filter(operation -> !seen.add(operation.id()))
                .map(operation -> new Violation(
                        operation.place().child("operationId"), "another operation has this id; rename one"));
    }

    private static Stream<Violation> oneTag(DocumentedOperation operation) {
        var declared = operation
                .contract()
                .at("/tags")
                .children()
                .map(tag -> tag.text("name"))
                .toList();
        var tags = operation.place().texts("tags");
        return tags.size() == 1 && declared.containsAll(tags)
                ? Stream.empty()
                : Stream.of(new Violation(operation.place().child("tags"), "give it exactly one of " + declared));
    }

    private static Stream<Violation> scope(DocumentedOperation operation) {
        return scopes(operation).size() == 1 && known(operation.contract()).containsAll(scopes(operation))
                ? Stream.empty()
                : Stream.of(new Violation(
                        operation.place().child("security"),
                        "list the one scope that it needs, [{apiKey: [scope]}] with one of "
                                + known(operation.contract())));
    }

    private static Stream<Violation> scopeMatches(DocumentedOperation operation) {
        var action = operation.method().equals("GET") ? ":read" : ":write";
        var resource = operation.path().split("/")[2];
        return scopes(operation).stream()
                .filter(scope -> !scope.equals(resource + action))
                .map(scope -> new Violation(operation.place().child("security"), "demand " + resource + action));
    }

    private static Stream<Violation> unusedScopes(ContractDocument contract) {
        var unused = new ArrayList<>(known(contract));
        contract.operations().forEach(operation -> unused.removeAll(scopes(operation)));
        return unused.stream()
                .map(scope -> new Violation(
                        contract.at("/components/schemas/Scope/enum"), "no operation needs " + scope + "; remove it"));
    }

    private static List<String> known(ContractDocument contract) {
        return contract.at("/components/schemas/Scope").texts("enum");
    }

    static Set<String> scopes(DocumentedOperation operation) {
        var scopes = new HashSet<String>();
        operation.place().children("security").forEach(alternative -> scopes.addAll(alternative.texts("apiKey")));
        return scopes;
    }
}
