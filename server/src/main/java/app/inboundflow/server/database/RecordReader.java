package app.inboundflow.server.database;

import app.inboundflow.server.database.Statements.RowReader;
import io.micronaut.core.beans.BeanIntrospection;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows into a record, so that the record's components are the one place where the columns are listed: the component
 * {@code callerPhone} is the column {@code caller_phone}.
 *
 * <p>Timestamps are read as {@link OffsetDateTime}, in UTC: by way of {@code java.sql.Timestamp}, dates before 1582 would
 * shift by days.
 */
public final class RecordReader<R extends Record> implements RowReader<R> {
    private static final Map<Class<?>, ColumnReader> TYPES = Map.of(
            String.class, ResultSet::getString,
            int.class, ResultSet::getInt,
            boolean.class, ResultSet::getBoolean,
            byte[].class, ResultSet::getBytes,
            Integer.class, (row, column) -> row.getObject(column, Integer.class),
            UUID.class, (row, column) -> row.getObject(column, UUID.class),
            OffsetDateTime.class, RecordReader::timestamp,
            LocalDate.class, (row, column) -> row.getObject(column, LocalDate.class),
            List.class, (row, column) -> List.of((Object[]) row.getArray(column).getArray()));

    /** PostgreSQL sends a timestamp as the microseconds since the year 2000, once the driver asks for binary values. */
    private static final long MICROS_BEFORE_2000 =
            TimeUnit.SECONDS.toMicros(Instant.parse("2000-01-01T00:00:00Z").getEpochSecond());

    private final BeanIntrospection<R> introspection;
    private final String[] names;
    private final ColumnReader[] readers;

    /** Reads a column of the current row as an object. */
    interface ColumnReader {
        @Nullable Object read(ResultSet row, int column) throws SQLException;
    }

    private RecordReader(Class<R> type) {
        introspection = BeanIntrospection.getIntrospection(type);
        var components = introspection.getConstructorArguments();
        names = Arrays.stream(components)
                .map(component -> column(component.getName()))
                .toArray(String[]::new);
        readers = Arrays.stream(components)
                .map(component -> reader(component.getType()))
                .toArray(ColumnReader[]::new);
    }

    /**
     * The reader of a record that is {@code @Introspected}.
     *
     * @throws IllegalArgumentException when a component has a type that no column is read as
     */
    public static <R extends Record> RecordReader<R> of(Class<R> type) {
        return new RecordReader<>(type);
    }

    /** The columns, as a statement lists them: {@code id, caller_phone}. */
    public String columns() {
        return String.join(", ", names);
    }

    @Override
    public R read(ResultSet row) throws SQLException {
        var values = new @Nullable Object[names.length];
        for (var i = 0; i < values.length; i++) {
            values[i] = readers[i].read(row, row.findColumn(names[i]));
        }
        // Not strict: what may be null is for the columns to say.
        return introspection.instantiate(false, values);
    }

    /**
     * Reads a timestamp, in UTC; null when there is none. Not by the driver's own reader where that can be helped: it makes a
     * calendar for each result, for time zones.
     */
    public static @Nullable OffsetDateTime timestamp(ResultSet row, int column) throws SQLException {
        var sent = row.getBytes(column);
        return isBinaryTimestamp(sent)
                ? Instant.EPOCH.plus(micros(sent), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)
                : row.getObject(column, OffsetDateTime.class);
    }

    /** Whether the bytes of a column are those that {@link #micros} reads: neither text nor infinity. */
    static boolean isBinaryTimestamp(byte @Nullable [] sent) {
        if (sent == null || sent.length != Long.BYTES) {
            return false;
        }
        var micros = ByteBuffer.wrap(sent).getLong();
        return micros != Long.MIN_VALUE && micros != Long.MAX_VALUE;
    }

    /** The microseconds since 1970 of a timestamp in its binary form. */
    static long micros(byte[] sent) {
        return Math.addExact(ByteBuffer.wrap(sent).getLong(), MICROS_BEFORE_2000);
    }

    private static String column(String component) {
        return component
                .chars()
                .mapToObj(c -> Character.isUpperCase(c) ? "_" + (char) Character.toLowerCase(c) : "" + (char) c)
                .collect(Collectors.joining());
    }

    /**
     * What reads a column as this type.
     *
     * @throws IllegalArgumentException when no column is read as it
     */
    static ColumnReader reader(Class<?> type) {
        var reader = TYPES.get(type);
        if (reader == null) {
            throw new IllegalArgumentException("No column is read as a " + type.getSimpleName() + ".");
        }
        return reader;
    }
}
