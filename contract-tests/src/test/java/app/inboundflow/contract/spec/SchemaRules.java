package app.inboundflow.contract.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How schemas are named, described, bounded and exemplified. */
final class SchemaRules {
    private static final Pattern NAME = Pattern.compile("([A-Z][a-z0-9]*)+");
    private static final Pattern PROPERTY = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern NULL_WITH_REASON = Pattern.compile(".*\\bnull \\w.*", Pattern.DOTALL);
    private static final Map<String, String> EXTENSIONS = Map.of("CallDetail", "Call", "ConflictProblem", "Problem");
    private static final Set<String> COMPOSITION = Set.of("allOf", "anyOf", "oneOf", "not");

    private SchemaRules() {}

    static Stream<Rule> all() {
        return Stream.of(
                rule(
                        "an object is a named schema",
                        SchemaRules::isNamedOrNoObject,
                        "move it under /components/schemas" + " and refer to it"),
                rule(
                        "nothing is composed, no envelope by allOf",
                        schema -> COMPOSITION.stream().noneMatch(schema::has),
                        "write the properties out, as CallList and CallResponse do"),
                rule(
                        "a schema's name is UpperCamel, a property's snake_case",
                        SchemaRules::isWellNamed,
                        "rename it: schemas are UpperCamel, properties snake_case"),
                rule(
                        "every property is described",
                        schema -> isShared(schema) && !schema.has("description")
                                || !isNamed(schema)
                                || !schema.text("description").isBlank(),
                        "describe it"),
                rule(
                        "every property has an example",
                        schema -> isShared(schema)
                                || !isScalar(schema)
                                || schema.node().path("examples").size() > 0,
                        "add examples: [one that is typical]"),
                rule(
                        "every property is bounded",
                        SchemaRules::isBounded,
                        "bound it: enum, const or maxLength for a"
                                + " string, minimum and maximum for a number, maxItems for an array"),
                rule(
                        "what may be null says so in its type",
                        schema -> !schema.has("nullable")
                                && (schema.texts("type").size() < 2
                                        || schema.texts("type").size() == 2
                                                && schema.texts("type").get(1).equals("null")),
                        "write type: [x, 'null']"),
                new Rule("what may be null says when", SchemaRules::unexplainedNulls),
                new Rule("a detailed schema has all that the basic one has", SchemaRules::extensions),
                new Rule("a property is written out once", SchemaRules::repeatedProperties),
                new Rule("every response property is required", SchemaRules::optionalProperties),
                new Rule("a request body refuses properties it does not know", SchemaRules::openRequests));
    }

    private static Rule rule(String name, Predicate<Place> rule, String advice) {
        return new Rule(name, contract -> contract.schemas()
                .filter(schema -> !rule.test(schema))
                .map(schema -> new Violation(schema, advice)));
    }

    private static boolean isShared(Place schema) {
        return schema.has("$ref");
    }

    /** Whether it stands under a name of ours: those of parameters and headers are described by these. */
    private static boolean isNamed(Place schema) {
        var parent = schema.parent();
        return parent.endsWith("/schemas") || parent.endsWith("/properties");
    }

    private static boolean isScalar(Place schema) {
        return isNamed(schema) && schema.texts("type").stream().noneMatch(List.of("object", "array")::contains);
    }

    private static boolean isNamedOrNoObject(Place schema) {
        var isObject = schema.texts("type").contains("object") || schema.has("properties");
        return !isObject || schema.parent().equals("/components/schemas");
    }

    private static boolean isWellNamed(Place schema) {
        var parent = schema.parent();
        var rule = parent.endsWith("/schemas") ? NAME : parent.endsWith("/properties") ? PROPERTY : null;
        return rule == null || rule.matcher(schema.name()).matches();
    }

    private static boolean isBounded(Place schema) {
        var types = schema.texts("type");
        if (isShared(schema) || schema.has("enum") || schema.has("const")) {
            return true;
        }
        if (types.contains("string") && !schema.has("maxLength")
                || types.contains("array") && !schema.has("maxItems")) {
            return false;
        }
        if (types.contains("integer") || types.contains("number")) {
            return schema.has("minimum") && schema.has("maximum");
        }
        return !types.isEmpty();
    }

    /** For a request it is enough when the whole object says what null means. */
    private static Stream<Violation> unexplainedNulls(ContractDocument contract) {
        return contract.at("/components/schemas").children().flatMap(schema -> schema.children("properties")
                .filter(property -> contract.resolve(property).texts("type").contains("null"))
                .filter(property -> Stream.of(described(contract, property), schema)
                        .noneMatch(described -> NULL_WITH_REASON
                                .matcher(described.text("description"))
                                .matches()))
                .map(property -> new Violation(
                        property.child("description"),
                        "end it with the reason: null when it is not known, or the like")));
    }

    /** Where its description is: its own stands before that of the shared schema. */
    private static Place described(ContractDocument contract, Place property) {
        return property.has("description") ? property : contract.resolve(property);
    }

    private static Stream<Violation> extensions(ContractDocument contract) {
        return EXTENSIONS.entrySet().stream().flatMap(extension -> {
            var basic = contract.at("/components/schemas/" + extension.getValue());
            var extended = contract.at("/components/schemas/" + extension.getKey());
            var own = extended.children("properties")
                    .filter(property -> !basic.child("properties").has(property.name()));
            return Stream.concat(
                    basic.children("properties")
                            .filter(property -> !extended.child("properties")
                                    .node()
                                    .path(property.name())
                                    .equals(property.node()))
                            .map(property -> new Violation(
                                    extended.child("properties").child(property.name()),
                                    "is not as at " + property + "; make them equal")),
                    own.toList().isEmpty()
                            ? Stream.of(new Violation(extended, "has nothing of its own; use " + extension.getValue()))
                            : Stream.empty());
        });
    }

    private static Stream<Violation> repeatedProperties(ContractDocument contract) {
        var seen = new HashMap<JsonNode, Place>();
        return contract.at("/components/schemas")
                .children()
                .flatMap(schema -> schema.children("properties"))
                .filter(property -> !isShared(property))
                .flatMap(property -> {
                    var first = seen.putIfAbsent(property.node(), property);
                    return first == null
                            ? Stream.empty()
                            : Stream.of(new Violation(property, "is written out at " + first + "; refer to that"));
                });
    }

    private static Stream<Violation> optionalProperties(ContractDocument contract) {
        var responses = contract.operations().stream().flatMap(DocumentedOperation::responses);
        return SchemaPlaces.namedUnder(contract, responses).stream()
                .map(contract::at)
                .flatMap(schema -> schema.children("properties")
                        .filter(property -> !schema.texts("required").contains(property.name()))
                        .map(property ->
                                new Violation(property, "add it to required; what has no value is null, not absent")));
    }

    private static Stream<Violation> openRequests(ContractDocument contract) {
        var requests = contract.operations().stream()
                .map(operation -> operation.place().child("requestBody"));
        return SchemaPlaces.namedUnder(contract, requests).stream()
                .map(contract::at)
                .filter(schema -> schema.has("properties"))
                .map(schema -> schema.child("additionalProperties"))
                .filter(closed -> closed.node().asBoolean(true))
                .map(closed -> new Violation(closed, "make it false: a typing mistake must never be ignored"));
    }
}
