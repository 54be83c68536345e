package app.inboundflow.contract.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A node of the contract and where it is, so that whatever is wrong with it can be found.
 *
 * @param pointer its JSON Pointer
 */
record Place(String pointer, JsonNode node) {
    Place child(String name) {
        return new Place(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), node.path(name));
    }

    boolean has(String name) {
        return node.has(name);
    }

    boolean exists() {
        return !node.isMissingNode();
    }

    /** The name or number under which its parent has it. */
    String name() {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }

    /** The JSON Pointer of its parent. */
    String parent() {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    String text(String name) {
        return node.path(name).asText();
    }

    /** The names in the order in which they are written. */
    List<String> names() {
        return node.properties().stream().map(property -> property.getKey()).toList();
    }

    /** The scalars of a list as text, or the text of a single one, as `type` may be written. */
    List<String> texts(String name) {
        var value = node.path(name);
        return value.isValueNode()
                ? List.of(value.asText())
                : StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }

    Stream<Place> children() {
        return node.isArray()
                ? Stream.iterate(0, i -> i < node.size(), i -> i + 1)
                        .map(i -> new Place(pointer + "/" + i, node.get(i)))
                : names().stream().map(this::child);
    }

    Stream<Place> children(String name) {
        return child(name).children();
    }

    /** This and everything below, from top to bottom. */
    Stream<Place> descend() {
        var places = new ArrayList<Place>();
        places.add(this);
        children().forEach(child -> child.descend().forEach(places::add));
        return places.stream();
    }

    @Override
    public String toString() {
        return "openapi.yaml#" + pointer;
    }
}
