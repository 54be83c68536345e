package app.inboundflow.contract.spec;

import app.inboundflow.check.Contract;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An OpenAPI document as these tests read it: a tree whose nodes know their place. */
final class ContractDocument {
    private static final ObjectMapper YAML = new YAMLMapper();

    private final Supplier<String> text;
    private final ObjectNode root;
    private final List<DocumentedOperation> operations;

    private ContractDocument(Supplier<String> text, ObjectNode root) {
        this.text = text;
        this.root = root;
        this.operations = root().children("paths")
                .flatMap(path -> path.children()
                        .filter(method -> DocumentedOperation.METHODS.contains(method.name()))
                        .map(method -> new DocumentedOperation(this, path.name(), method)))
                .toList();
    }

    /** The openapi.yaml of this build. */
    static ContractDocument current() {
        return read(Path.of(System.getProperty("inboundflow.contract")));
    }

    static ContractDocument read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static ContractDocument parse(String yaml) {
        try {
            return new ContractDocument(() -> yaml, (ObjectNode) YAML.readTree(yaml));
        } catch (JacksonException invalid) {
            throw new IllegalArgumentException("not YAML: " + invalid.getMessage(), invalid);
        }
    }

    /** A copy in which something is different. */
    ContractDocument edited(Consumer<Edits> edits) {
        var copy = root.deepCopy();
        edits.accept(new Edits(copy));
        return new ContractDocument(copy::toPrettyString, copy);
    }

    /** A copy in which objects have no other properties than the documented ones, unless they say that they may. */
    ContractDocument closed() {
        var copy = edited(edits -> {});
        Contract.close(copy.root().node());
        return copy;
    }

    /** As it is written. What was edited is written as JSON, which YAML includes. */
    String text() {
        return text.get();
    }

    String version() {
        return at("/info/version").node().asText();
    }

    Place root() {
        return at("");
    }

    Place at(String pointer) {
        return new Place(pointer, root.at(pointer));
    }

    /** Itself, or what it refers to. */
    Place resolve(Place place) {
        var target = place;
        while (target.has("$ref")) {
            var reference = target.text("$ref");
            if (!reference.startsWith("#/") || !at(reference.substring(1)).exists()) {
                throw new IllegalStateException(target + " refers to " + reference
                        + ", which does not exist; define it under components or correct the reference");
            }
            target = at(reference.substring(1));
        }
        return target;
    }

    List<DocumentedOperation> operations() {
        return operations;
    }

    DocumentedOperation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("openapi.yaml has no operation " + id));
    }

    /** Every schema: named, of a parameter, a header or a body, and each one inside another. */
    Stream<Place> schemas() {
        return SchemaPlaces.in(this);
    }
}
