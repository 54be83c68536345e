package app.inboundflow.server.http;

import io.micronaut.json.tree.JsonNode;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A stored JSON array as a list. It is written as it is stored, and parsed only for those who look into it. */
public final class StoredArray extends AbstractList<JsonNode> {
    private final String json;
    private final Function<String, JsonNode> parser;
    private @Nullable List<JsonNode> items;

    /**
     * An array.
     *
     * @param json what is stored, which is a JSON array
     * @param parser reads it
     */
    public StoredArray(String json, Function<String, JsonNode> parser) {
        this.json = json;
        this.parser = parser;
    }

    String json() {
        return json;
    }

    private List<JsonNode> items() {
        var parsed = items;
        if (parsed == null) {
            parsed = new ArrayList<>();
            parser.apply(json).values().forEach(parsed::add);
            items = parsed;
        }
        return parsed;
    }

    @Override
    public JsonNode get(int index) {
        return items().get(index);
    }

    @Override
    public int size() {
        return items().size();
    }
}
