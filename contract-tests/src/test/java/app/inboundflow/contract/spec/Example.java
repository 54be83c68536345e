package app.inboundflow.contract.spec;

import java.util.stream.Stream;

/**
 * An example in the contract.
 *
 * @param kind what it is an example of
 * @param value the example
 * @param schema what it must be valid against
 */
record Example(String kind, Place value, Place schema) {

    /** All, and the defaults too: they are values that somebody may get. */
    static Stream<Example> in(ContractDocument contract) {
        var ofContents = contract.root()
                .descend()
                .filter(place -> place.has("schema") && SchemaPlaces.isOutsideExamples(place))
                .flatMap(place -> values(place).map(value -> new Example(kind(place), value, place.child("schema"))));
        var ofSchemas = contract.schemas().flatMap(schema -> Stream.of(
                        schema.children("examples"),
                        Stream.of(schema.child("example"), schema.child("default"))
                                .filter(Place::exists))
                .flatMap(values -> values)
                .map(value -> new Example(kind(schema), value, schema)));
        return Stream.concat(ofContents, ofSchemas);
    }

    /** Those of a parameter or a content, whether it has one or several with names. */
    static Stream<Place> values(Place place) {
        return Stream.concat(
                Stream.of(place.child("example")).filter(Place::exists),
                place.children("examples").map(named -> named.child("value")));
    }

    private static String kind(Place place) {
        var pointer = place.pointer();
        if (pointer.contains("/headers/")) {
            return "headers";
        }
        if (pointer.contains("/parameters/")) {
            return "parameters";
        }
        if (pointer.startsWith("/components/schemas/")) {
            return "schemas";
        }
        return pointer.contains("/requestBody/") ? "request bodies" : "response bodies";
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
