package app.inboundflow.contract.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A contract as it is written: the one of this build, the released one, or one that was edited. */
record Document(JsonNode root) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern EXAMPLE = Pattern.compile("/examples?(/|$)");
    private static final Pattern SCHEMA = Pattern.compile(".*/((schemas|properties)/[^/]+|schema|items)");

    /** The openapi.yaml of this build. */
    static Document current() {
        return read(Path.of(System.getProperty("inboundflow.contract")));
    }

    static Document read(Path file) {
        try {
            return new Document(new YAMLMapper().readTree(file.toFile()));
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not read " + file, failed);
        }
    }

    String version() {
        return root.at("/info/version").asText();
    }

    Place at(String pointer) {
        return new Place(pointer, root.at(pointer));
    }

    /** What a node refers to, or else the node itself. */
    JsonNode resolve(JsonNode node) {
        return resolve(new Place("", node)).node();
    }

    /** Where it is defined what a place refers to, or else the place itself. */
    Place resolve(Place place) {
        return place.has("$ref") ? resolve(at(place.text("$ref").substring(1))) : place;
    }

    /** All operations, in the order of the document. */
    List<Operation> operations() {
        return at("/paths")
                .children()
                .flatMap(path -> path.children()
                        .filter(method -> METHODS.contains(method.name()))
                        .map(method -> new Operation(this, method.name().toUpperCase() + " " + path.name(), method)))
                .toList();
    }

    /** Everything but what examples consist of, from top to bottom. */
    Stream<Place> places() {
        return at("").descend()
                .filter(place -> !EXAMPLE.matcher(place.pointer()).find());
    }

    /** Every schema: named, of a parameter, a header or a body, and each one inside another. */
    Stream<Place> schemas() {
        return places().filter(place -> SCHEMA.matcher(place.pointer()).matches());
    }

    /**
     * An operation.
     *
     * @param line how people call it: method and path
     */
    record Operation(Document document, String line, Place place) {
        boolean hasParameter(String name) {
            return place.children("parameters")
                    .map(document::resolve)
                    .anyMatch(parameter -> parameter.text("name").equals(name));
        }

        /** Keyed by status, as they are written; a shared one is still a reference. */
        Stream<Place> responses() {
            return place.children("responses");
        }
    }
}
