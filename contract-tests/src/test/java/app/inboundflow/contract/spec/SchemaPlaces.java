package app.inboundflow.contract.spec;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the schemas of a contract. */
final class SchemaPlaces {
    private static final Pattern EXAMPLE = Pattern.compile("/examples?(/|$)");

    private SchemaPlaces() {}

    /** All, in the order in which they are written. */
    static Stream<Place> in(ContractDocument contract) {
        var named = contract.at("/components/schemas").children();
        var elsewhere = contract.root()
                .descend()
                .filter(place -> place.pointer().endsWith("/schema") && isOutsideExamples(place))
                .filter(place -> !place.pointer().startsWith("/components/schemas/"));
        return Stream.concat(elsewhere, named).flatMap(SchemaPlaces::nested);
    }

    /** A schema and those inside it, not those that it refers to. */
    static Stream<Place> nested(Place schema) {
        var inside = Stream.of(
                        schema.children("properties"),
                        schema.children("allOf"),
                        schema.children("anyOf"),
                        schema.children("oneOf"),
                        Stream.of(schema.child("items"), schema.child("additionalProperties"))
                                .filter(child -> child.node().isObject()))
                .flatMap(children -> children)
                .flatMap(SchemaPlaces::nested);
        return Stream.concat(Stream.of(schema), inside);
    }

    /** The named schemas that a place uses, directly or through others. */
    static Set<String> namedUnder(ContractDocument contract, Stream<Place> places) {
        var found = new LinkedHashSet<String>();
        places.forEach(place -> collect(contract, place, found));
        return found.stream()
                .filter(pointer -> pointer.startsWith("/components/schemas/"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void collect(ContractDocument contract, Place place, Set<String> found) {
        place.descend()
                .filter(node -> node.has("$ref") && isOutsideExamples(node))
                .map(contract::resolve)
                .filter(target -> found.add(target.pointer()))
                .forEach(target -> collect(contract, target, found));
    }

    /** An example may have any property, also one named {@code schema}. */
    static boolean isOutsideExamples(Place place) {
        return !EXAMPLE.matcher(place.pointer()).find();
    }
}
