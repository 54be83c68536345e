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

/**
 * A contract as it is written. It is read here again, and not with {@link app.inboundflow.check.Contract}: what that reader overlooks
 * would otherwise be tried out by nobody.
 */
public record Document(JsonNode root) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern EXAMPLE = Pattern.compile("/examples?(/|$)");
    private static final Pattern SCHEMA = Pattern.compile(".*/((schemas|properties)/[^/]+|schema|items)");

    /** The openapi.yaml of this build. */
    public static Document current() {
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
    public JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(root.at(node.get("$ref").asText().substring(1))) : node;
    }

    /** Where it is defined what a place refers to, or else the place itself. */
    Place resolve(Place place) {
        return place.has("$ref") ? resolve(at(place.text("$ref").substring(1))) : place;
    }

    /** All operations, in the order of the document. */
    public List<Operation> operations() {
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
    public record Operation(Document document, String line, Place place) {
        /** Its operationId. */
        public String id() {
            return place.text("operationId");
        }

        Stream<Place> parameters() {
            return place.children("parameters").map(document::resolve);
        }

        boolean hasParameter(String name) {
            return parameters().anyMatch(parameter -> parameter.text("name").equals(name));
        }

        /** Keyed by status, as they are written; a shared one is still a reference. */
        Stream<Place> responses() {
            return place.children("responses");
        }

        /** The documented statuses. */
        public List<Integer> statuses() {
            return responses().map(response -> Integer.valueOf(response.name())).toList();
        }

        /** What is documented of the answers with a status. */
        public JsonNode response(int status) {
            return document.resolve(place.node().at("/responses/" + status));
        }
    }
}
