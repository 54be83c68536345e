package app.inboundflow.server.ndjson;

import app.inboundflow.server.json.JsonBuffer;
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
            property.stringValue(JsonProperty.class)
                    .ifPresent(name -> columns.put(name, Column.of(name, property.getType())));
        }
    }

    /** What the values of a property are in COPY's binary format, and in JSON. */
    private record Column(byte[] jsonName, ToRow toRow, ToJson toJson, byte[] jsonOfNull) {
        static Column of(String name, Class<?> type) {
            return new Column(
                    ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII),
                    rowWriter(type),
                    jsonWriter(type),
                    (type == List.class ? "[]" : "null").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Writes a value that is not null as PostgreSQL receives its type: the length, and so many bytes. */
    private interface ToRow {
        void write(JsonNode value, DataOutputStream row) throws IOException;
    }

    /** Reads the bytes of a value that is not null, and writes it as JSON. */
    private interface ToJson {
        void write(ByteBuffer row, int length, JsonBuffer json);
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
                column.getValue().toRow.write(value, row);
            }
        }
        value(last, row);
    }

    /** Reads one row that COPY made of these columns, and writes it as a JSON object: what {@link #write} read. */
    void writeJson(ByteBuffer row, JsonBuffer json) {
        row.getShort();
        var separator = '{';
        for (var column : columns.values()) {
            json.raw(separator);
            json.raw(column.jsonName);
            var length = row.getInt();
            if (length < 0) {
                json.raw(column.jsonOfNull);
            } else {
                column.toJson.write(row, length, json);
            }
            separator = ',';
        }
        json.raw('}');
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

    private static ToRow rowWriter(Class<?> type) {
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

    private static ToJson jsonWriter(Class<?> type) {
        if (type == UUID.class) {
            return (row, length, json) -> json.uuid(row.getLong(), row.getLong());
        }
        if (type == OffsetDateTime.class) {
            return (row, length, json) -> json.timestamp(row.getLong() + Timestamps.micros(EPOCH));
        }
        if (type == LocalDate.class) {
            return (row, length, json) -> {
                var day = EPOCH.toLocalDate().plusDays(row.getInt()).toString();
                json.string(day.getBytes(StandardCharsets.US_ASCII));
            };
        }
        if (type == Integer.class) {
            return (row, length, json) -> json.number(row.getInt());
        }
        return (row, length, json) -> {
            var text = new byte[length];
            row.get(text);
            if (type == List.class) {
                json.raw(text);
            } else {
                json.string(text);
            }
        };
    }
}
