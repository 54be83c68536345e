package app.inboundflow.server.ndjson;

import app.inboundflow.server.time.Timestamps;
import app.inboundflow.server.validation.StrictJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.core.beans.BeanIntrospection;
import java.io.DataOutputStream;
import java.io.IOException;
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

    private final Map<String, Column> columns = new LinkedHashMap<>();

    ModelColumns(Class<?> model) {
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

    /** Writes one row of COPY's binary format: the properties, and a number of ours after them. */
    void write(JsonNode document, long position, DataOutputStream row) throws IOException {
        row.writeShort(columns.size() + 1);
        for (var column : columns.entrySet()) {
            var value = document.path(column.getKey());
            if (value.isNull() || value.isMissingNode()) {
                row.writeInt(-1);
            } else {
                column.getValue().write(value, row);
            }
        }
        row.writeInt(Long.BYTES);
        row.writeLong(position);
    }

    private static Column column(Class<?> type) {
        if (type == UUID.class) {
            return (value, row) -> {
                var id = UUID.fromString(value.textValue());
                row.writeInt(2 * Long.BYTES);
                row.writeLong(id.getMostSignificantBits());
                row.writeLong(id.getLeastSignificantBits());
            };
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
        return (value, row) -> {
            var text = value.isTextual() ? value.textValue().getBytes(StandardCharsets.UTF_8) : StrictJson.bytes(value);
            row.writeInt(text.length);
            row.write(text);
        };
    }
}
