package app.inboundflow.server.database;

import io.micronaut.data.connection.annotation.Connectable;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.jdbc.runtime.PreparedStatementCallback;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements that repositories write out, on the connection of the surrounding transaction or one of the pool.
 * Parameters are named, {@code :like_this}. A line that names a parameter which was not given is left out: a repository
 * writes a statement with every filter it can have, one to a line, and PostgreSQL sees, and plans for, the ones there are.
 */
@Singleton
public class Statements {
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):(\\w+)");

    // One row can be megabytes long.
    private static final int ROWS_AT_A_TIME = 20;

    private final JdbcOperations jdbc;

    Statements(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads one row into what it means. */
    @FunctionalInterface
    public interface RowReader<R> {
        /** Reads the current row. */
        R read(ResultSet row) throws SQLException;
    }

    /** All rows that a statement returns, which bounds them itself. */
    @Connectable
    public <R> List<R> list(String sql, Map<String, ? extends @Nullable Object> parameters, RowReader<R> reader) {
        return prepare(sql, parameters, statement -> {
            try (var rows = statement.executeQuery()) {
                var read = new ArrayList<R>();
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
                return read;
            }
        });
    }

    /** The one row that a statement returns, or nothing. */
    @Connectable
    public <R> Optional<R> find(String sql, Map<String, ? extends @Nullable Object> parameters, RowReader<R> reader) {
        return list(sql, parameters, reader).stream().findFirst();
    }

    /**
     * Hands over any number of rows one by one, and has few of them in memory at a time: in a transaction, without which
     * PostgreSQL sends them all at once.
     *
     * @return how many there were
     */
    @Connectable
    public <R> long forEach(
            String sql,
            Map<String, ? extends @Nullable Object> parameters,
            RowReader<R> reader,
            Consumer<? super R> consumer) {
        return prepare(sql, parameters, statement -> {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (var rows = statement.executeQuery()) {
                var count = 0L;
                for (; rows.next(); count++) {
                    consumer.accept(reader.read(rows));
                }
                return count;
            }
        });
    }

    /** Runs a statement that returns no rows, and says how many it wrote. */
    @Connectable
    public int update(String sql, Map<String, ? extends @Nullable Object> parameters) {
        return prepare(sql, parameters, PreparedStatement::executeUpdate);
    }

    private <T> T prepare(
            String sql, Map<String, ? extends @Nullable Object> parameters, PreparedStatementCallback<T> callback) {
        var lines = sql.lines()
                .filter(line -> names(line).allMatch(parameters::containsKey))
                .collect(Collectors.joining("\n"));
        return jdbc.prepareStatement(PARAMETER.matcher(lines).replaceAll("?"), statement -> {
            bind(statement, names(lines).map(parameters::get).iterator());
            return callback.call(statement);
        });
    }

    private static void bind(PreparedStatement statement, Iterator<? extends @Nullable Object> values)
            throws SQLException {
        for (var i = 1; values.hasNext(); i++) {
            statement.setObject(i, values.next());
        }
    }

    private static Stream<String> names(String sql) {
        return PARAMETER.matcher(sql).results().map(parameter -> parameter.group(1));
    }
}
