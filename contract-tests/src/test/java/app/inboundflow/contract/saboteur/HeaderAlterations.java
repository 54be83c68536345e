package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Alters each documented header as its schema yields it. */
final class HeaderAlterations {
    private HeaderAlterations() {}

    static void addAll(Sample sample, Plan plan) {
        sample.operation()
                .headers(sample.status())
                .properties()
                .forEach(header -> add(header.getKey(), Document.resolve(header.getValue()), sample.answer(), plan));
    }

    private static void add(String name, JsonNode header, Answer answer, Plan plan) {
        var schema = Document.resolve(header.get("schema"));
        if (header.path("required").asBoolean()) {
            plan.add(new Alteration(Kind.HEADER_DROPPED, name, "dropped", with(name, List.of())));
        } else {
            plan.leaveOut("a header dropped, where it is not required");
        }
        var real = answer.header(name).isEmpty() ? schema.get("examples").get(0).asText() : answer.firstHeader(name);
        plan.add(new Alteration(Kind.HEADER_DOUBLED, name, "twice", with(name, List.of(real, real))));
        bad(schema, real)
                .distinct()
                .filter(HeaderAlterations::survivesHttp)
                .forEach(bad ->
                        plan.add(new Alteration(Kind.HEADER_VALUE, name, "\"" + bad + "\"", with(name, List.of(bad)))));
    }

    private static Stream<String> bad(JsonNode schema, String real) {
        var bad = BadValues.of(schema, TextNode.valueOf(real)).stream()
                .filter(value -> value.kind() != Kind.VALUE_RETYPED)
                .map(value -> value.value().asText());
        return BadValues.types(schema).contains("integer")
                ? Stream.concat(bad, Stream.of("", "many", "1.5", "0x1"))
                : bad;
    }

    /** White space around a value is not part of it, and line breaks and other letters are none of HTTP's. */
    private static boolean survivesHttp(String value) {
        return value.strip().equals(value) && value.chars().allMatch(letter -> letter >= ' ' && letter <= '~');
    }

    /** Gives a header other values. */
    static UnaryOperator<Answer> with(String name, List<String> values) {
        return answer -> {
            var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(answer.headers());
            headers.remove(name);
            if (!values.isEmpty()) {
                headers.put(name, values);
            }
            return new Answer(answer.status(), headers, answer.body());
        };
    }
}
