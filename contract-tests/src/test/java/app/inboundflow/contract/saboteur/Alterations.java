package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Contract;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Everything that can be altered in one place of an answer so that it is no longer what the contract documents. */
final class Alterations {
    private final ShownAnswer shown;
    private final JsonNode body;
    private final List<Alteration> all = new ArrayList<>();

    private Alterations(ShownAnswer shown) {
        this.shown = shown;
        this.body = shown.answer().body("");
    }

    /**
     * An altered answer.
     *
     * @param where the part of the contract that forbids it, which many answers may share
     * @param what is done
     */
    record Alteration(String kind, String where, String what, Answer answer) {}

    static List<Alteration> of(ShownAnswer shown) {
        var alterations = new Alterations(shown);
        alterations.statuses();
        alterations.mediaTypes();
        alterations.bytes();
        alterations.headers();
        alterations.value(shown.schema(), JsonPointer.empty());
        alterations.together();
        return alterations.all;
    }

    private void add(String kind, String where, String what, Answer altered) {
        all.add(new Alteration(kind, where, what, altered));
    }

    private void statuses() {
        var declared = shown.operation().statuses();
        List.of(202, 302, 410, 418, 502).forEach(status -> status("undeclared status", status));
        declared.stream()
                .filter(status -> status != shown.status())
                .forEach(status -> status("another status", status));
    }

    private void status(String kind, int status) {
        var answer = shown.answer();
        add(kind, shown.toString(), Integer.toString(status), new Answer(status, answer.headers(), answer.body()));
    }

    private void mediaTypes() {
        var documented = shown.answer().firstHeader("Content-Type");
        Stream.of(
                        "application/json",
                        "application/problem+json",
                        "application/vnd.inboundflow+json",
                        "text/html; charset=utf-8",
                        documented + "; charset=iso-8859-1",
                        "")
                .filter(other -> !other.equals(documented))
                .forEach(other -> header("another media type", shown.toString(), "Content-Type", List.of(other)));
    }

    private void bytes() {
        var text = shown.answer().text();
        var whole = shown.answer().body();
        bytes("empty", new byte[0]);
        bytes("cut in the middle", Arrays.copyOf(whole, whole.length / 2));
        bytes("without its last byte", Arrays.copyOf(whole, whole.length - 1));
        bytes("twice", utf8(text + text));
        bytes("with a property twice", utf8(text.replaceFirst("\\{", "{\"meta\": {}, ")));
        bytes("after a byte order mark", utf8("\uFEFF" + text));
        bytes("in UTF-16", text.getBytes(StandardCharsets.UTF_16));
        bytes("a page for people", utf8("<!doctype html><title>Bad gateway</title>"));
        var broken = utf8(text.replaceFirst("req_", "req~"));
        broken[new String(broken, StandardCharsets.ISO_8859_1).indexOf('~')] = (byte) 0xFF;
        bytes("with a byte that is not UTF-8", broken);
    }

    private void bytes(String what, byte[] body) {
        var altered = new Answer(shown.status(), shown.answer().headers(), body);
        add("body that is not one JSON document", shown.toString(), what, altered);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void headers() {
        var response = shown.operation().response(shown.status());
        response.path("headers").properties().forEach(named -> {
            var name = named.getKey();
            var header = Contract.resolve(named.getValue());
            var schema = Contract.resolve(header.get("schema"));
            var real = shown.answer().firstHeader(name);
            if (header.path("required").asBoolean()) {
                header("required header dropped", named.toString(), name, List.of());
            }
            header("header sent twice", named.toString(), name, List.of(real, real));
            var bad = BadValues.of(schema, TextNode.valueOf(real)).stream()
                    .filter(value -> !value.kind().matches(".*JSON type|null .*"))
                    .map(value -> value.value().asText());
            var integers = Stream.of("many", "1.5", "0x1")
                    .filter(text -> schema.toString().contains("integer"));
            Stream.concat(bad, integers)
                    .forEach(text -> header("bad header value", named.toString(), name, List.of(text)));
        });
    }

    private void header(String kind, String where, String name, List<String> values) {
        var headers = new HashMap<>(shown.answer().headers());
        headers.put(name, values);
        var altered = new Answer(shown.status(), headers, shown.answer().body());
        add(kind, where, name + " " + values, altered);
    }

    /** Alters a value as its schema yields it, and whatever is inside. */
    private void value(JsonNode reference, JsonPointer at) {
        var schema = Contract.resolve(reference);
        BadValues.of(schema, body.at(at)).forEach(bad -> put(bad.kind(), at, bad.what(), bad.value()));
        if (schema.has("properties") && body.at(at).isObject()) {
            object(schema, at);
        }
        if (body.at(at) instanceof ArrayNode items && !items.isEmpty()) {
            array(schema, at, items);
        }
    }

    private void object(JsonNode schema, JsonPointer at) {
        var isOpen = schema.path("additionalProperties").asBoolean();
        for (var name : isOpen ? List.<String>of() : List.of("saboteur", "#saboteur")) {
            var more = ((ObjectNode) body.at(at).deepCopy()).put(name, true);
            put("undocumented property added", at, name, more);
        }
        schema.get("properties").properties().forEach(property -> {
            var name = property.getKey();
            var isRequired = schema.path("required").toString().contains('"' + name + '"');
            ObjectNode without = body.at(at).deepCopy();
            var value = without.remove(name);
            if (isRequired) {
                put("required property dropped", at, name, without);
            }
            if (isRequired || !isOpen) {
                put("property renamed", at, name, without.deepCopy().set(camelCase(name), value));
            }
            value(property.getValue(), at.appendProperty(name));
        });
    }

    /** The name as a wrong serializer would write it: callerPhone; for one word, Phone. */
    private static String camelCase(String name) {
        var camel = Pattern.compile("_(.)").matcher(name).replaceAll(word -> word.group(1)
                .toUpperCase(Locale.ROOT));
        return camel.equals(name) ? name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) : camel;
    }

    /** The first item and the last are altered: a validator might look at one only. */
    private void array(JsonNode schema, JsonPointer at, ArrayNode items) {
        if (schema.has("maxItems")) {
            var tooMany = items.deepCopy();
            while (tooMany.size() <= schema.get("maxItems").asInt()) {
                tooMany.add(items.get(0));
            }
            put("value out of bounds", at, "too many items", tooMany);
        }
        if (schema.path("uniqueItems").asBoolean()) {
            put("value out of bounds", at, "an item twice", items.deepCopy().insert(0, items.get(0)));
        }
        value(schema.get("items"), at.appendIndex(0));
        if (items.size() > 1) {
            value(schema.get("items"), at.appendIndex(items.size() - 1));
        }
    }

    /** Breaks what the contract says in words of fields together, by values that each field alone may have. */
    private void together() {
        contradict("/meta/request_id", TextNode.valueOf("req_0123456789ab"));
        if (body.has("has_more")) {
            var hasMore = body.get("has_more").asBoolean();
            contradict("/has_more", BooleanNode.valueOf(!hasMore));
            contradict("/next_cursor", hasMore ? NullNode.instance : TextNode.valueOf("abc"));
        }
        if (body.has("code")) {
            contradict("/status", IntNode.valueOf(shown.status() == 404 ? 410 : 404));
            contradict("/code", TextNode.valueOf("saboteur"));
        }
        if (body.has("existing_id")) {
            var id = TextNode.valueOf(UUID.randomUUID().toString());
            contradict("/existing_id", body.get("existing_id").isNull() ? id : NullNode.instance);
        }
    }

    private void contradict(String place, JsonNode value) {
        put("fields that contradict each other", JsonPointer.compile(place), "with " + body.at(place), value);
    }

    /** Puts a value at a place of the body. */
    private void put(String kind, JsonPointer at, String what, JsonNode value) {
        var copy = JsonNodeFactory.instance.objectNode().set("", body.deepCopy());
        var place = JsonPointer.compile("/").append(at);
        var container = copy.at(place.head());
        if (container instanceof ArrayNode array) {
            array.set(place.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) container).set(place.last().getMatchingProperty(), value);
        }
        var altered = new Answer(
                shown.status(), shown.answer().headers(), utf8(copy.get("").toString()));
        add(kind, shown.schema() + " " + at, what, altered);
    }
}
