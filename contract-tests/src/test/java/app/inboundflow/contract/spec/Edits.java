package app.inboundflow.contract.spec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Changes a copy of a contract in memory. A place that does not exist is an error, so no edit silently does nothing. */
final class Edits {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final ObjectNode root;

    Edits(ObjectNode root) {
        this.root = root;
    }

    /** Does what a text says, a line for each change: a method of this class, a JSON Pointer, and the rest of the line. */
    void run(String script) {
        for (var line : script.lines().toList()) {
            var words = line.split(" ", 3);
            switch (words[0]) {
                case "set" -> set(words[1], words[2]);
                case "remove" -> remove(words[1]);
                case "rename" -> rename(words[1], words[2]);
                case "add" -> add(words[1], words[2]);
                case "removeText" -> removeText(words[1], words[2]);
                case "removeItem" -> removeItem(words[1]);
                default -> throw new IllegalArgumentException("no such edit: " + line);
            }
        }
    }

    /** Gives a place, new or not, a value written as YAML. */
    private void set(String pointer, String yaml) {
        parent(pointer).set(last(pointer), value(yaml));
    }

    private void remove(String pointer) {
        existing(pointer);
        parent(pointer).remove(last(pointer));
    }

    /** Also moves it to the end of its object. */
    private void rename(String pointer, String name) {
        var value = existing(pointer);
        remove(pointer);
        parent(pointer).set(name, value);
    }

    /** Adds to a list a value written as YAML. */
    private void add(String pointer, String yaml) {
        ((ArrayNode) existing(pointer)).add(value(yaml));
    }

    /** Takes a text out of a list. */
    private void removeText(String pointer, String text) {
        var iterator = existing(pointer).elements();
        while (iterator.hasNext()) {
            if (iterator.next().asText().equals(text)) {
                iterator.remove();
                return;
            }
        }
        throw new IllegalArgumentException(pointer + " has no " + text);
    }

    /** Takes an item out of a list. */
    private void removeItem(String pointer) {
        existing(pointer);
        var compiled = JsonPointer.compile(pointer);
        ((ArrayNode) root.at(compiled.head())).remove(compiled.last().getMatchingIndex());
    }

    private JsonNode existing(String pointer) {
        return root.requiredAt(pointer);
    }

    private ObjectNode parent(String pointer) {
        return (ObjectNode) root.requiredAt(JsonPointer.compile(pointer).head());
    }

    private static String last(String pointer) {
        return JsonPointer.compile(pointer).last().getMatchingProperty();
    }

    private static JsonNode value(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JacksonException invalid) {
            throw new IllegalArgumentException(yaml, invalid);
        }
    }
}
