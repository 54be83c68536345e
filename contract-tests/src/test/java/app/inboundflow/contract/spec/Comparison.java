package app.inboundflow.contract.spec;

import static app.inboundflow.contract.spec.Comparison.Broken.CALLERS;
import static app.inboundflow.contract.spec.Comparison.Broken.READERS;
import static app.inboundflow.contract.spec.Comparison.Broken.SENDERS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what a program written against one contract can no longer rely on in another. What may be sent must not become less, what may be
 * received must not become more; new properties are excepted, as the contract says under Compatibility.
 *
 * <p>All that an operation takes is seen as one object, with a property for each parameter and for the body, and all that it answers as
 * another, with a property for each status: so one comparison, that of schemas, knows what becomes less and what more.
 */
final class Comparison {
    /** Whose programs stop working: all, those who send requests, those who read answers. */
    enum Broken {
        CALLERS,
        SENDERS,
        READERS
    }

    /** @param operation its id; {@code every operation} when all are concerned */
    record Break(Broken broken, String operation, String what) {
        @Override
        public String toString() {
            return operation + ": " + what + ", which breaks " + broken;
        }
    }

    /** Keywords that are for people. */
    private static final Set<String> WORDS =
            Set.of("description", "summary", "title", "example", "examples", "deprecated", "$comment");

    private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "maxLength", "maxItems", "maxProperties");
    private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "minLength", "minItems", "minProperties");

    private final List<Break> breaks = new ArrayList<>();
    private Broken side = CALLERS;
    private String operation = "every operation";

    private Comparison() {}

    static List<Break> between(Document released, Document current) {
        var comparison = new Comparison();
        var servers = current.root().path("servers").findValuesAsText("url");
        for (var url : released.root().path("servers").findValuesAsText("url")) {
            comparison.report(!servers.contains(url), "the server " + url + " was removed");
        }
        released.operations().forEach(before -> comparison.operation(before, current));
        return comparison.breaks;
    }

    private void report(boolean isBroken, String what) {
        if (isBroken) {
            breaks.add(new Break(side, operation, what));
        }
    }

    private void operation(Document.Operation before, Document current) {
        operation = before.id();
        side = CALLERS;
        var found = current.operations().stream()
                .filter(candidate -> candidate.line().equals(before.line()))
                .findFirst();
        report(found.isEmpty(), before.line() + " was removed");
        found.ifPresent(now -> {
            report(!now.id().equals(operation), "operationId, and with it a method of clients, is now " + now.id());
            report(!admits(before, now), "security refuses keys that were enough");
            side = SENDERS;
            schemas("request", taken(before), taken(now));
            side = READERS;
            var answers = answered(before).get("properties");
            var answersNow = answered(now).get("properties");
            properties("response", answers, answersNow);
            answersNow
                    .fieldNames()
                    .forEachRemaining(status -> report(
                            status.startsWith("2") && !answers.has(status),
                            "response " + status + " is a new success"));
        });
    }

    /** Whether every way that was enough to be let in is still enough. */
    private static boolean admits(Document.Operation before, Document.Operation now) {
        return security(before).stream().allMatch(had -> security(now).stream()
                .anyMatch(wanted -> wanted.properties().stream().allMatch(scheme -> {
                    var name = scheme.getKey();
                    var isSame = scheme(before, name).equals(scheme(now, name));
                    return isSame && texts(had.path(name)).containsAll(texts(scheme.getValue()));
                })));
    }

    private static List<JsonNode> security(Document.Operation operation) {
        var own = operation.place().node().path("security");
        var demanded = new ArrayList<JsonNode>();
        (own.isMissingNode() ? operation.document().root().path("security") : own).forEach(demanded::add);
        return demanded;
    }

    /** How a key is sent; the rest of the definition is for people. */
    private static List<String> scheme(Document.Operation operation, String name) {
        var scheme = operation.document().root().at("/components/securitySchemes/" + name);
        return Stream.of("type", "scheme", "in", "name")
                .map(keyword -> scheme.path(keyword).asText())
                .toList();
    }

    private static ObjectNode object() {
        var object = JsonNodeFactory.instance.objectNode();
        object.putObject("properties");
        object.putArray("required");
        return object;
    }

    /** What an operation takes, as the schema of an object. */
    private static ObjectNode taken(Document.Operation operation) {
        var taken = object();
        operation
                .parameters()
                .forEach(parameter -> put(
                        taken,
                        parameter.text("in") + " parameter " + parameter.text("name"),
                        operation.document(),
                        parameter.node(),
                        parameter.node().path("schema")));
        var body = operation.document().resolve(operation.place().node().path("requestBody"));
        put(taken, "body", operation.document(), body, contents(operation.document(), body));
        return taken;
    }

    /** What an operation answers, as the schema of an object. */
    private static ObjectNode answered(Document.Operation operation) {
        var answered = object();
        operation.statuses().forEach(status -> {
            var document = operation.document();
            var answer = contents(document, operation.response(status));
            operation.response(status).path("headers").properties().forEach(header -> {
                var resolved = document.resolve(header.getValue());
                put(answer, "header " + header.getKey(), document, resolved, resolved.path("schema"));
            });
            put(answered, status.toString(), document, answer, answer);
        });
        return answered;
    }

    private static ObjectNode contents(Document document, JsonNode of) {
        var contents = object();
        of.path("content")
                .properties()
                .forEach(content -> put(
                        contents,
                        content.getKey(),
                        document,
                        content.getValue(),
                        content.getValue().path("schema")));
        return contents;
    }

    private static void put(ObjectNode object, String name, Document document, JsonNode of, JsonNode schema) {
        ((ObjectNode) object.get("properties")).set(name, inlined(document, schema));
        if (of.path("required").asBoolean()) {
            ((ArrayNode) object.get("required")).add(name);
        }
    }

    /** A copy in which every reference is replaced by what it refers to. */
    private static JsonNode inlined(Document document, JsonNode node) {
        var copy = document.resolve(node).deepCopy();
        if (copy instanceof ObjectNode object) {
            object.properties().forEach(property -> property.setValue(inlined(document, property.getValue())));
        }
        return copy;
    }

    private void schemas(String place, JsonNode before, JsonNode now) {
        var types = types(before);
        var typesNow = types(now);
        sets(place + " type", types, typesNow);
        if (!types.isEmpty() && !typesNow.isEmpty() && Collections.disjoint(types, typesNow)) {
            return; // another thing altogether: what it is made of follows from that
        }
        sets(place + " enum", values(before), values(now));
        var keywords = new LinkedHashSet<String>();
        before.fieldNames().forEachRemaining(keywords::add);
        now.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(Set.of("type", "enum", "const"));
        keywords.removeAll(WORDS);
        keywords.forEach(keyword -> keyword(place, keyword, before, now));
    }

    private void keyword(String place, String keyword, JsonNode before, JsonNode now) {
        var was = before.path(keyword);
        var is = now.path(keyword);
        var what = place + " " + keyword + " was " + was + " and is " + is;
        switch (keyword) {
            case "properties" -> properties(place, was, is);
            case "required" -> required(place, before, now);
            // Where it was written that there may be more, readers rely on it.
            case "additionalProperties" ->
                report(!was.equals(is) && !is.asBoolean(true) && (side == SENDERS || was.asBoolean()), what);
            case "items" -> schemas(place + "[]", was, is);
            // What is left out means another thing.
            case "default" -> report(side == SENDERS && !was.equals(is), what);
            default -> {
                var order = UPPER_BOUNDS.contains(keyword)
                        ? Double.compare(was.asDouble(Double.MAX_VALUE), is.asDouble(Double.MAX_VALUE))
                        : LOWER_BOUNDS.contains(keyword)
                                ? Double.compare(is.asDouble(-Double.MAX_VALUE), was.asDouble(-Double.MAX_VALUE))
                                : 0;
                var cannotBeCompared = order == 0 && !was.equals(is);
                change(
                        what,
                        order > 0 || cannotBeCompared && !is.isMissingNode(),
                        order < 0 || cannotBeCompared && !was.isMissingNode());
            }
        }
    }

    private void properties(String place, JsonNode before, JsonNode now) {
        before.properties().forEach(property -> {
            var is = now.path(property.getKey());
            var where = place + " " + property.getKey();
            report(is.isMissingNode(), where + " was removed");
            if (!is.isMissingNode()) {
                schemas(where, property.getValue(), is);
            }
        });
    }

    private void required(String place, JsonNode before, JsonNode now) {
        var more = new LinkedHashSet<>(texts(now.path("required")));
        more.removeAll(texts(before.path("required")));
        report(side == SENDERS && !more.isEmpty(), place + " " + more + " became required");
        var fewer = new LinkedHashSet<>(texts(before.path("required")));
        fewer.removeAll(texts(now.path("required")));
        fewer.removeIf(name -> !now.path("properties").has(name));
        report(side == READERS && !fewer.isEmpty(), place + " " + fewer + " became optional");
    }

    /** Sets of allowed values; an empty set allows all. */
    private void sets(String place, Set<String> before, Set<String> now) {
        change(
                place + " was " + before + " and is " + now,
                !now.isEmpty() && (before.isEmpty() || !now.containsAll(before)),
                !before.isEmpty() && (now.isEmpty() || !before.containsAll(now)));
    }

    private void change(String what, boolean allowsLess, boolean allowsMore) {
        report(side == SENDERS ? allowsLess : allowsMore, what);
    }

    /** Every integer is a number. */
    private static Set<String> types(JsonNode schema) {
        var types = texts(schema.path("type"));
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    private static Set<String> values(JsonNode schema) {
        return texts(schema.has("const") ? schema.get("const") : schema.path("enum"));
    }

    private static Set<String> texts(JsonNode node) {
        var texts = new LinkedHashSet<String>();
        if (node.isValueNode()) {
            texts.add(node.asText());
        }
        node.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
