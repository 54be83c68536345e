package app.inboundflow.server.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the documents of answers: models that the generator makes of the contract, property by property as they are
 * declared. So a new property cannot be forgotten. The bytes are those of Micronaut Serde, for a third of its time on a page
 * of transcripts; what is no such model is left to it.
 */
@Singleton
public class JsonWriter {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final int SMALL = 4_096;

    private final JsonMapper serde;
    private final ClassValue<List<Property>> models = new ClassValue<>() {
        @Override
        protected List<Property> computeValue(Class<?> model) {
            return properties(model);
        }
    };

    JsonWriter(JsonMapper serde) {
        this.serde = serde;
    }

    /** A property with its name as it is written: {@code "caller_phone":}. */
    private record Property(byte[] name, BeanProperty<Object, Object> property) {}

    /** Writes a document as UTF-8, in pieces that follow each other: a page is one of them, and not copied. */
    public ByteBuffer[] pieces(Object document) {
        var buffer = new JsonBuffer(SMALL);
        write(document, buffer);
        return buffer.pieces();
    }

    /** Writes a document as UTF-8. */
    public byte[] bytes(Object document) {
        var pieces = pieces(document);
        var length = 0;
        for (var piece : pieces) {
            length += piece.remaining();
        }
        var all = ByteBuffer.allocate(length);
        for (var piece : pieces) {
            all.put(piece);
        }
        return all.array();
    }

    private void write(@Nullable Object value, JsonBuffer json) {
        switch (value) {
            case null -> json.raw(JsonBuffer.NULL);
            case String text -> json.string(utf8(text));
            case UUID id -> json.uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
            case OffsetDateTime moment -> json.timestamp(moment);
            case Enum<?> constant -> json.string(utf8(constant.toString()));
            case Boolean truth -> json.raw(truth ? TRUE : FALSE);
            case Integer number -> json.number(number);
            case LocalDate date -> json.string(utf8(date.toString()));
            case StoredArray<?> stored -> json.stored(stored);
            case Collection<?> items -> array(items, json);
            case JsonNode any -> json.raw(bySerde(any));
            default -> object(value, json);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void array(Collection<?> items, JsonBuffer json) {
        var separator = '[';
        for (var item : items) {
            json.raw(separator);
            write(item, json);
            separator = ',';
        }
        if (items.isEmpty()) {
            json.raw('[');
        }
        json.raw(']');
    }

    private void object(Object value, JsonBuffer json) {
        var properties = models.get(value.getClass());
        if (properties.isEmpty()) {
            json.raw(bySerde(value));
            return;
        }
        var separator = '{';
        for (var property : properties) {
            json.raw(separator);
            json.raw(property.name);
            write(property.property.get(value), json);
            separator = ',';
        }
        json.raw('}');
    }

    private byte[] bySerde(Object value) {
        try {
            return serde.writeValueAsBytes(value);
        } catch (IOException failed) {
            throw new IllegalStateException("A document cannot be written as JSON.", failed);
        }
    }

    /** The properties of a model that are always there, as the answers' all are; none for anything else. */
    @SuppressWarnings("unchecked") // each is read from an object of its model
    private static List<Property> properties(Class<?> model) {
        var properties = new ArrayList<Property>();
        for (var property : BeanIntrospector.SHARED
                .findIntrospection(model)
                .map(BeanIntrospection::getBeanProperties)
                .orElse(List.of())) {
            var isAlwaysThere = property.enumValue(JsonInclude.class, JsonInclude.Include.class)
                    .filter(JsonInclude.Include.ALWAYS::equals)
                    .isPresent();
            var name = property.stringValue(JsonProperty.class);
            if (name.isEmpty() || !isAlwaysThere) {
                return List.of();
            }
            properties.add(new Property(
                    ('"' + name.get() + "\":").getBytes(StandardCharsets.US_ASCII),
                    (BeanProperty<Object, Object>) (BeanProperty<?, ?>) property));
        }
        return properties;
    }
}
