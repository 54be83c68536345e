package app.inboundflow.contract.spec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A change to the contract out of src/test/resources/edits, and what the tests have to say about it.
 *
 * @param what what is done, in words
 * @param by how, a line for each change: {@code set}, {@code remove}, {@code rename}, {@code add} or {@code removeText}, a JSON Pointer, and
 *     what the change takes; a place that does not exist is an error
 * @param breaks a {@link Comparison.Broken}, where the change breaks somebody
 * @param operation the id of an operation that is concerned, where the change breaks somebody
 * @param rule the name of the rule that is broken, where one is
 */
record Edit(String what, String by, String breaks, String operation, String rule) {
    private static final YAMLMapper YAML = new YAMLMapper();

    static List<Edit> read(String file) {
        try {
            return List.of(
                    YAML.readValue(Path.of("src/test/resources/edits", file).toFile(), Edit[].class));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A copy in which this is done. */
    Document of(Document document) {
        var root = document.root().deepCopy();
        by.lines().forEach(line -> change(root, line.split(" ", 3)));
        return new Document(root);
    }

    private static void change(JsonNode root, String... words) {
        var pointer = JsonPointer.compile(words[1]);
        var parent = root.requiredAt(pointer.head());
        var name = pointer.last().getMatchingProperty();
        switch (words[0]) {
            case "set" -> ((ObjectNode) parent).set(name, value(words[2]));
            case "remove" -> remove(parent, name);
            case "rename" -> ((ObjectNode) parent).set(words[2], remove(parent, name));
            case "add" -> ((ArrayNode) root.requiredAt(pointer)).add(value(words[2]));
            case "removeText" -> remove(root.requiredAt(pointer), words[2]);
            default -> throw new IllegalArgumentException("no such edit: " + String.join(" ", words));
        }
    }

    /** Takes a property out of an object; out of a list an item, by its number or its text. */
    private static JsonNode remove(JsonNode parent, String name) {
        if (parent instanceof ObjectNode object) {
            object.required(name);
            return object.remove(name);
        }
        for (var i = 0; i < parent.size(); i++) {
            if (name.equals(Integer.toString(i)) || name.equals(parent.get(i).asText())) {
                return ((ArrayNode) parent).remove(i);
            }
        }
        throw new IllegalArgumentException(parent + " has no " + name);
    }

    private static JsonNode value(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JacksonException invalid) {
            throw new IllegalArgumentException(yaml, invalid);
        }
    }

    @Override
    public String toString() {
        return what;
    }
}
