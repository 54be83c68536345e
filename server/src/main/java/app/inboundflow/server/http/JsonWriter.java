package app.inboundflow.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the documents of answers: models that the generator makes of the contract, property by property as they are
 * declared. So a new property cannot be forgotten. The bytes are those of Micronaut Serde, for a third of its time on a page
 * of transcripts; what is no such model is left to it.
 */
@Singleton
public class JsonWriter {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final int SMALL = 1_024;
    private static final int ROOM_FOR_MORE = 8;

    private final JsonMapper serde;
    private final ClassValue<List<Property>> models = new ClassValue<>() {
        @Override
        protected List<Property> computeValue(Class<?> model) {
            return properties(model);
        }
    };

    /** How large documents of a kind have been: pages are of one size, so that a buffer seldom has to grow. */
    private final ClassValue<AtomicInteger> sizes = new ClassValue<>() {
        @Override
        protected AtomicInteger computeValue(Class<?> kind) {
            return new AtomicInteger(SMALL);
        }
    };

    JsonWriter(JsonMapper serde) {
        this.serde = serde;
    }

    /** A property with its name as it is written: {@code "caller_phone":}. */
    private record Property(byte[] name, BeanProperty<Object, Object> property) {}

    /** Writes a document as UTF-8. */
    public byte[] bytes(Object document) {
        var expected = sizes.get(document.getClass());
        var room = expected.get();
        var buffer = new JsonBuffer(room);
        write(document, buffer);
        var bytes = buffer.toBytes();
        // A page that was larger than others is forgotten after a while.
        expected.set(Math.max(bytes.length + bytes.length / ROOM_FOR_MORE, room - room / ROOM_FOR_MORE));
        return bytes;
    }

    private void write(@Nullable Object value, JsonBuffer json) {
        switch (value) {
            case null -> json.raw(NULL);
            case String text -> json.string(text);
            case UUID id -> json.uuid(id);
            case OffsetDateTime moment -> json.timestamp(moment);
            case Enum<?> constant -> json.string(constant.toString());
            case Boolean truth -> json.raw(truth ? TRUE : FALSE);
            case Integer number -> json.raw(number.toString().getBytes(StandardCharsets.US_ASCII));
            case LocalDate date -> json.string(date.toString());
            case StoredArray stored -> json.raw(stored.json().getBytes(StandardCharsets.UTF_8));
            case Collection<?> items -> array(items, json);
            case JsonNode any -> json.raw(bySerde(any));
            default -> object(value, json);
        }
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
