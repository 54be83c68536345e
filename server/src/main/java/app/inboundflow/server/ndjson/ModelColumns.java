package app.inboundflow.server.ndjson;

import app.inboundflow.server.time.Timestamps;
import app.inboundflow.server.validation.StrictJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.core.beans.BeanIntrospection;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A document that fits a generated model, as a row: the properties are called what the columns are called. */
final class ModelColumns {
    /** What comes before the rows of COPY's binary format: its signature, no flags, no extension. */
    static final byte[] BEFORE_ROWS = "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    /** What comes after them. */
    static final byte[] AFTER_ROWS = {-1, -1};

    private static final OffsetDateTime EPOCH = OffsetDateTime.parse("2000-01-01T00:00:00Z");

    private final Map<String, Column> columns;

    private ModelColumns(Map<String, Column> columns) {
        this.columns = columns;
    }

    ModelColumns(Class<?> model) {
        this(new LinkedHashMap<>());
        for (var property : BeanIntrospection.getIntrospection(model).getBeanProperties()) {
            property.stringValue(JsonProperty.class).ifPresent(name -> columns.put(name, column(property.getType())));
        }
    }

    /** Writes a value that is not null as PostgreSQL receives its type: the length, and so many bytes. */
    private interface Column {
        void write(JsonNode value, DataOutputStream row) throws IOException;
    }

    List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** All of these but one, if there is one with this name. */
    ModelColumns without(String name) {
        var others = new LinkedHashMap<>(columns);
        others.remove(name);
        return new ModelColumns(others);
    }

    /** Writes one row of COPY's binary format: the properties, and a value of ours after them. */
    void write(JsonNode document, byte[] last, DataOutputStream row) throws IOException {
        row.writeShort(columns.size() + 1);
        for (var column : columns.entrySet()) {
            var value = document.path(column.getKey());
            if (value.isNull() || value.isMissingNode()) {
                row.writeInt(-1);
            } else {
                column.getValue().write(value, row);
            }
        }
        value(last, row);
    }

    /** Writes one row of values that are not null. */
    static void write(DataOutputStream row, byte[]... values) throws IOException {
        row.writeShort(values.length);
        for (var value : values) {
            value(value, row);
        }
    }

    /** An id as PostgreSQL receives it. */
    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static void value(byte[] value, DataOutputStream row) throws IOException {
        row.writeInt(value.length);
        row.write(value);
    }

    private static Column column(Class<?> type) {
        if (type == UUID.class) {
            return (value, row) -> value(bytes(UUID.fromString(value.textValue())), row);
        }
        if (type == OffsetDateTime.class) {
            return (value, row) -> {
                var moment = Timestamps.parseStorable(value.textValue()).orElseThrow();
                row.writeInt(Long.BYTES);
                row.writeLong(ChronoUnit.MICROS.between(EPOCH, moment));
            };
        }
        if (type == LocalDate.class) {
            return (value, row) -> {
                var day = LocalDate.parse(value.textValue());
                row.writeInt(Integer.BYTES);
                row.writeInt(Math.toIntExact(ChronoUnit.DAYS.between(EPOCH.toLocalDate(), day)));
            };
        }
        if (type == Integer.class) {
            return (value, row) -> {
                row.writeInt(Integer.BYTES);
                row.writeInt(value.intValue());
            };
        }
        return (value, row) -> value(
                value.isTextual() ? value.textValue().getBytes(StandardCharsets.UTF_8) : StrictJson.bytes(value), row);
    }
}
