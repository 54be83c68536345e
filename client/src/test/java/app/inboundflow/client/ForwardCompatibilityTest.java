package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that is newer than the jar, or that leaves something out, never breaks it: each model, property and enum in turn. */
class ForwardCompatibilityTest {
    private static final String UNKNOWN = "value-of-next-year";

    /** A property of a model. */
    record Property(String model, String name, Map<String, Object> schema) {
        @Override
        public String toString() {
            return model + "." + name;
        }
    }

    static Stream<String> models() {
        return Contract.models();
    }

    static Stream<Property> properties() {
        return Contract.models().flatMap(model -> Contract.properties(model).entrySet().stream()
                .map(entry -> new Property(model, entry.getKey(), Contract.resolve(entry.getValue()))));
    }

    static Stream<Property> enums() {
        return properties().filter(property -> enumOf(property).containsKey("enum"));
    }

    static Stream<Property> lists() {
        return properties()
                .filter(property ->
                        property.model().endsWith("List") && property.name().equals("data"));
    }

    static Stream<Property> moments() {
        return properties()
                .filter(property -> "date-time".equals(property.schema().get("format")));
    }

    @ParameterizedTest
    @MethodSource("models")
    void modelIgnoresUnknownFields(String model) throws Exception {
        var json = Contract.example(model);
        var known = read(model, json);

        json.put("field_of_next_year", Map.of("a", List.of(1, "b")));
        var newer = read(model, json);

        // Messages keep what they do not know, because the contract says so.
        assertThat(newer.toString().replaceAll("(?m)^.*additionalProperties:.*$", ""))
                .isEqualTo(known.toString().replaceAll("(?m)^.*additionalProperties:.*$", ""));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void propertyReads(Property property) throws Exception {
        assertThat(value(property, read(property.model(), Contract.example(property.model()))))
                .satisfies(value -> {
                    var example = Contract.example(property.model()).get(property.name());
                    assertThat(value == null).isEqualTo(example == null);
                });
    }

    @ParameterizedTest
    @MethodSource("properties")
    void propertyReadsAsNullWhenItIsMissing(Property property) throws Exception {
        var json = Contract.example(property.model());
        json.remove(property.name());

        assertThat(value(property, read(property.model(), json))).isNull();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void propertyReadsAsNullWhenItIsNull(Property property) throws Exception {
        var json = Contract.example(property.model());
        json.put(property.name(), null);

        assertThat(value(property, read(property.model(), json))).isNull();
    }

    @ParameterizedTest
    @MethodSource("enums")
    void enumKeepsTheTextOfAnUnknownValue(Property property) throws Exception {
        var several = property.schema().containsKey("items");
        var json = Contract.example(property.model());
        json.put(property.name(), several ? List.of(UNKNOWN, UNKNOWN + 2) : UNKNOWN);

        var model = read(property.model(), json);

        assertThat(String.valueOf(value(property, model))).contains("unknown");
        assertThat(UnknownValues.of(model))
                .isEqualTo(Map.of(property.name(), several ? List.of(UNKNOWN, UNKNOWN + 2) : List.of(UNKNOWN)));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void pageKeepsEveryItemWhenOneHasAnUnknownValue(Property list) throws Exception {
        var item = Contract.name(Contract.map(list.schema().get("items")));
        var newer = Contract.example(item);
        enums().filter(property -> property.model().equals(item))
                .forEach(property -> newer.put(property.name(), UNKNOWN));
        var json = Contract.example(list.model());
        json.put(list.name(), List.of(Contract.example(item), newer, Contract.example(item)));

        var items = (List<?>) value(list, read(list.model(), json));

        assertThat(items).hasSize(3);
        assertThat(UnknownValues.of(items.get(1)).values()).allMatch(List.of(UNKNOWN)::equals);
        assertThat(UnknownValues.of(items.get(0))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("enums")
    void enumReadsEveryKnownValue(Property property) throws Exception {
        for (var known : Contract.list(enumOf(property).get("enum"))) {
            var json = Contract.example(property.model());
            json.put(property.name(), property.schema().containsKey("items") ? List.of(known) : known);

            var model = read(property.model(), json);

            assertThat(String.valueOf(value(property, model)).replaceAll("[\\[\\]]", ""))
                    .isEqualTo(known);
            assertThat(UnknownValues.of(model)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("moments")
    void momentReadsInUtc(Property property) throws Exception {
        var json = Contract.example(property.model());
        json.put(property.name(), "2026-02-24T22:59:00.123456+02:00");

        assertThat(value(property, read(property.model(), json)))
                .isEqualTo(OffsetDateTime.of(2026, 2, 24, 20, 59, 0, 123_456_000, ZoneOffset.UTC));
    }

    private static Map<String, Object> enumOf(Property property) {
        var schema = Contract.resolve(property.schema());
        return schema.containsKey("items") ? Contract.resolve(schema.get("items")) : schema;
    }

    private static Object read(String model, Map<String, Object> json) throws Exception {
        var type = Class.forName("app.inboundflow.client.model." + model);
        return Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(json), type);
    }

    private static Object value(Property property, Object model) {
        var type = Json.MAPPER.constructType(model.getClass());
        return Json.MAPPER.getDeserializationConfig().introspect(type).findProperties().stream()
                .filter(candidate -> candidate.getName().equals(property.name()))
                .map(BeanPropertyDefinition::getGetter)
                .findFirst()
                .orElseThrow(() -> new AssertionError(property + " has no getter"))
                .getValue(model);
    }
}
