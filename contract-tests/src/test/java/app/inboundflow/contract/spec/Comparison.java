package app.inboundflow.contract.spec;

import static app.inboundflow.contract.spec.Comparison.Broken.CALLERS;
import static app.inboundflow.contract.spec.Comparison.Broken.READERS;
import static app.inboundflow.contract.spec.Comparison.Broken.SENDERS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
        var now = operations(current);
        operations(released).forEach((line, before) -> comparison.operation(line, before, now.get(line)));
        return comparison.breaks;
    }

    /** By method and path, with every reference replaced by what it refers to, and its security written out. */
    private static Map<String, JsonNode> operations(Document document) {
        var operations = new LinkedHashMap<String, JsonNode>();
        for (var operation : document.operations()) {
            var inlined = (ObjectNode) inlined(document, operation.place().node());
            var security = inlined.withArray("security");
            if (security.isEmpty()) {
                security.addAll((ArrayNode) document.root().path("security"));
            }
            security.forEach(demanded -> demanded.properties().stream().toList().forEach(scheme -> {
                var sent = document.root().at("/components/securitySchemes/" + scheme.getKey());
                // How a key is sent; the rest of the definition is for people.
                var words = Stream.of("type", "scheme", "in", "name").map(sent::path);
                ((ObjectNode) demanded).set(words.toList().toString(), ((ObjectNode) demanded).remove(scheme.getKey()));
            }));
            operations.put(operation.line(), inlined);
        }
        return operations;
    }

    private static JsonNode inlined(Document document, JsonNode node) {
        var copy = document.resolve(node).deepCopy();
        if (copy instanceof ObjectNode object) {
            object.properties().forEach(property -> property.setValue(inlined(document, property.getValue())));
        } else if (copy instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, inlined(document, array.get(i)));
            }
        }
        return copy;
    }

    private void report(boolean isBroken, String what) {
        if (isBroken) {
            breaks.add(new Break(side, operation, what));
        }
    }

    private void operation(String line, JsonNode before, JsonNode now) {
        operation = before.get("operationId").asText();
        side = CALLERS;
        report(now == null, line + " was removed");
        if (now == null) {
            return;
        }
        var id = now.get("operationId").asText();
        report(!id.equals(operation), "operationId, and with it a method of clients, is now " + id);
        report(!admits(before.get("security"), now.get("security")), "security refuses keys that were enough");
        side = SENDERS;
        schemas("request", taken(before), taken(now));
        side = READERS;
        var answers = answered(before);
        var answersNow = answered(now);
        properties("response", answers, answersNow);
        answersNow
                .fieldNames()
                .forEachRemaining(status -> report(
                        status.startsWith("2") && !answers.has(status), "response " + status + " is a new success"));
    }

    /** Whether every way that was enough to be let in is still enough. */
    private static boolean admits(JsonNode before, JsonNode now) {
        return stream(before).allMatch(had -> stream(now).anyMatch(wanted -> wanted.properties().stream()
                .allMatch(scheme -> had.has(scheme.getKey())
                        && texts(had.get(scheme.getKey())).containsAll(texts(scheme.getValue())))));
    }

    /** What an operation takes, as the schema of an object. */
    private static ObjectNode taken(JsonNode operation) {
        var taken = object();
        operation.path("parameters").forEach(parameter -> {
            var name = parameter.path("in").asText() + " parameter "
                    + parameter.path("name").asText();
            put(taken, name, parameter, parameter.path("schema"));
        });
        put(taken, "body", operation.path("requestBody"), contents(operation.path("requestBody")));
        return taken;
    }

    /** What an operation answers: a schema for each status. */
    private static ObjectNode answered(JsonNode operation) {
        var answered = JsonNodeFactory.instance.objectNode();
        operation.path("responses").properties().forEach(response -> {
            var answer = contents(response.getValue());
            response.getValue()
                    .path("headers")
                    .properties()
                    .forEach(header -> put(
                            answer,
                            "header " + header.getKey(),
                            header.getValue(),
                            header.getValue().path("schema")));
            answered.set(response.getKey(), answer);
        });
        return answered;
    }

    private static ObjectNode contents(JsonNode of) {
        var contents = object();
        of.path("content")
                .properties()
                .forEach(content -> put(
                        contents,
                        content.getKey(),
                        content.getValue(),
                        content.getValue().path("schema")));
        return contents;
    }

    private static ObjectNode object() {
        var object = JsonNodeFactory.instance.objectNode();
        object.putObject("properties");
        object.putArray("required");
        return object;
    }

    private static void put(ObjectNode object, String name, JsonNode of, JsonNode schema) {
        object.withObject("properties").set(name, schema);
        if (of.path("required").asBoolean()) {
            object.withArray("required").add(name);
        }
    }

    private void schemas(String place, JsonNode before, JsonNode now) {
        sets(place + " type", types(before), types(now));
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
            case "required" -> {
                var more = texts(is);
                more.removeAll(texts(was));
                report(side == SENDERS && !more.isEmpty(), place + " " + more + " became required");
                var fewer = texts(was);
                fewer.removeAll(texts(is));
                fewer.removeIf(name -> !now.path("properties").has(name));
                report(side == READERS && !fewer.isEmpty(), place + " " + fewer + " became optional");
            }
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
            var where = place + " " + property.getKey();
            report(!now.has(property.getKey()), where + " was removed");
            if (now.has(property.getKey())) {
                schemas(where, property.getValue(), now.get(property.getKey()));
            }
        });
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

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Set<String> texts(JsonNode node) {
        var texts = new LinkedHashSet<String>();
        (node.isValueNode() ? Stream.of(node) : stream(node)).forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
