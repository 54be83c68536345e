package app.inboundflow.server.database;

import app.inboundflow.server.database.RecordReader.ColumnReader;
import app.inboundflow.server.json.JsonBuffer;
import app.inboundflow.server.json.StoredArray;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.beans.BeanIntrospection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are read as a model which the generator makes of the contract: a property is the column of the same name. So a new
 * property cannot be forgotten. A row becomes the model, or at once the JSON of it: texts are copied as the bytes in which
 * PostgreSQL sends them, which costs a page a fraction of making objects of them.
 *
 * <p>A statement lists the {@link #columns} first. Timestamps are never read by way of {@code java.sql.Timestamp}: dates before
 * 1582 would shift by days.
 */
public final class ModelRows<M> {
    private static final byte[] EMPTY_ARRAY = "[]".getBytes(StandardCharsets.US_ASCII);

    private final BeanIntrospection<M> model;
    private final List<Column> columns;

    /** A property, and what it is called in JSON and in the database. */
    private record Column(String name, byte[] jsonName, ColumnReader reader, ColumnWriter writer) {}

    private interface ColumnWriter {
        void write(ResultSet row, int column, JsonBuffer json) throws SQLException;
    }

    private ModelRows(Class<M> type) {
        model = BeanIntrospection.getIntrospection(type);
        columns = Arrays.stream(model.getConstructorArguments())
                .map(argument -> {
                    var name = model.getRequiredProperty(argument.getName(), argument.getType())
                            .stringValue(JsonProperty.class)
                            .orElseThrow();
                    return new Column(
                            name,
                            ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII),
                            reader(argument.getType()),
                            writer(argument.getType()));
                })
                .toList();
    }

    /**
     * The rows of a model.
     *
     * @throws IllegalArgumentException when a property has a type that no column is read as
     */
    public static <M> ModelRows<M> of(Class<M> model) {
        return new ModelRows<>(model);
    }

    /** The columns, as a statement lists them: {@code id, caller_phone}. */
    public String columns() {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    /** How many columns these are. */
    public int count() {
        return columns.size();
    }

    /** The number of a column, counted from 1. */
    public int number(String name) {
        return columns.stream().map(Column::name).toList().indexOf(name) + 1;
    }

    /** Reads the current row. */
    public M read(ResultSet row) throws SQLException {
        var values = new @Nullable Object[columns.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = columns.get(i).reader.read(row, i + 1);
        }
        return model.instantiate(false, values);
    }

    /** Writes the current row as a JSON object with all properties, in the order of the contract. */
    public void write(ResultSet row, JsonBuffer json) throws SQLException {
        for (var i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            json.raw(i == 0 ? '{' : ',');
            json.raw(column.jsonName);
            column.writer.write(row, i + 1, json);
        }
        json.raw('}');
    }

    private static ColumnReader reader(Class<?> type) {
        if (type.isEnum()) {
            var constants = Arrays.stream(type.getEnumConstants())
                    .collect(Collectors.toUnmodifiableMap(Object::toString, Function.identity()));
            return (row, column) -> {
                var text = row.getString(column);
                return text == null ? null : constants.get(text);
            };
        }
        if (type == List.class) {
            return (row, column) -> {
                var stored = row.getBytes(column);
                return stored == null ? List.of() : new StoredArray<>(stored, stored.length);
            };
        }
        return RecordReader.reader(type);
    }

    private static ColumnWriter writer(Class<?> type) {
        if (type == String.class || type.isEnum()) {
            return (row, column, json) -> json.string(row.getBytes(column));
        }
        if (type == UUID.class) {
            return (row, column, json) -> {
                var id = row.getBytes(column);
                if (id != null && id.length == 2 * Long.BYTES) {
                    var bits = ByteBuffer.wrap(id);
                    json.uuid(bits.getLong(), bits.getLong());
                } else {
                    json.string(id);
                }
            };
        }
        if (type == OffsetDateTime.class) {
            return (row, column, json) -> {
                var moment = row.getBytes(column);
                if (RecordReader.isBinaryTimestamp(moment)) {
                    json.timestamp(RecordReader.micros(moment));
                } else {
                    json.timestamp(row.getObject(column, OffsetDateTime.class));
                }
            };
        }
        if (type == List.class) {
            return (row, column, json) -> {
                var stored = row.getBytes(column);
                json.raw(stored == null ? EMPTY_ARRAY : stored);
            };
        }
        if (type == Integer.class) {
            return (row, column, json) -> json.number(row.getObject(column, Integer.class));
        }
        if (type == LocalDate.class) {
            return (row, column, json) -> {
                var date = row.getObject(column, LocalDate.class);
                json.string(date == null ? null : date.toString().getBytes(StandardCharsets.US_ASCII));
            };
        }
        throw new IllegalArgumentException("No column is written as a " + type.getSimpleName() + ".");
    }
}
