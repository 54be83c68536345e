package app.inboundflow.server.ndjson;

import app.inboundflow.server.validation.StrictJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A generated model as a row: its properties are called what the columns are called. Writes rows for COPY. */
final class ModelColumns {
    private final Map<String, BeanProperty<Object, Object>> properties = new LinkedHashMap<>();

    ModelColumns(Class<?> model) {
        for (var property : BeanIntrospection.getIntrospection(model).getBeanProperties()) {
            property.stringValue(JsonProperty.class).ifPresent(name -> put(name, property));
        }
    }

    @SuppressWarnings("unchecked") // only ever given the model that it is a property of
    private void put(String name, BeanProperty<?, ?> property) {
        properties.put(name, (BeanProperty<Object, Object>) property);
    }

    List<String> names() {
        return List.copyOf(properties.keySet());
    }

    /** Writes one row of COPY's text format: the properties, and a number of ours after them. */
    void write(Object model, long position, Writer out) throws IOException {
        for (var property : properties.values()) {
            var value = property.get(model);
            if (value == null) {
                out.write("\\N");
            } else {
                escape(text(value), out);
            }
            out.write('\t');
        }
        out.write(Long.toString(position));
        out.write('\n');
    }

    private static String text(Object value) {
        return value instanceof List<?> messages
                ? StrictJson.write(JsonNode.createArrayNode(
                        messages.stream().map(JsonNode.class::cast).toList()))
                : value.toString();
    }

    private static void escape(String text, Writer out) throws IOException {
        var written = 0;
        for (var i = 0; i < text.length(); i++) {
            var escape =
                    switch (text.charAt(i)) {
                        case '\\' -> "\\\\";
                        case '\n' -> "\\n";
                        case '\r' -> "\\r";
                        case '\t' -> "\\t";
                        default -> "";
                    };
            if (!escape.isEmpty()) {
                out.write(text, written, i - written);
                out.write(escape);
                written = i + 1;
            }
        }
        out.write(text, written, text.length() - written);
    }
}
