package app.inboundflow.contract.spec;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A method of a path in the contract. */
record DocumentedOperation(ContractDocument contract, String path, Place place) {
    static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    String id() {
        return place.text("operationId");
    }

    String method() {
        return place.name().toUpperCase(Locale.ROOT);
    }

    /** Those of the path and its own, where they are defined. */
    Stream<Place> parameters() {
        var ofThePath = contract.at(place.parent()).children("parameters");
        return Stream.concat(ofThePath, place.children("parameters")).map(contract::resolve);
    }

    /** The scopes that it needs. */
    List<String> scopes() {
        return place.children("security")
                .flatMap(one -> one.texts("apiKey").stream())
                .toList();
    }

    /** Keyed by status, as they are written; a shared one is still a reference. */
    Stream<Place> responses() {
        return place.children("responses");
    }

    /** What a successful answer's JSON looks like. */
    Place successSchema() {
        return responses()
                .filter(response -> response.name().startsWith("2"))
                .map(response ->
                        response.child("content").child("application/json").child("schema"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(place + " documents no success"));
    }

    Place requestContent() {
        return place.child("requestBody").child("content").child("application/json");
    }

    /** How people call it: method and path. */
    String line() {
        return method() + " " + path;
    }
}
