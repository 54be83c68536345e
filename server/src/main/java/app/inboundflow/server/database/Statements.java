package app.inboundflow.server.database;

import app.inboundflow.server.http.HeldBytes;
import app.inboundflow.server.problem.ProblemException;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Runs statements on the connection of the surrounding transaction, or on one of a pool: of the database, or of its replica. */
@Singleton
public class Statements {
    // One row can be megabytes long.
    private static final int ROWS_AT_A_TIME = 20;

    private static final SqlStatement LIFT_STATEMENT_LIMIT = SqlStatement.of("SET LOCAL statement_timeout = 0");
    private static final SqlStatement LIFT_IDLE_LIMIT =
            SqlStatement.of("SET LOCAL idle_in_transaction_session_timeout = 0");

    private final DataSource pool;
    private final ConnectionOperations<Connection> connections;
    private final TransactionOperations<Connection> transactions;
    private final ConnectionShares shares;
    private final Optional<ReadReplica> replica;
    private final HeldBytes held;

    Statements(
            DataSource pool,
            ConnectionOperations<Connection> connections,
            TransactionOperations<Connection> transactions,
            ConnectionShares shares,
            Optional<ReadReplica> replica,
            HeldBytes held) {
        this.pool = DelegatingDataSource.unwrapDataSource(pool);
        this.connections = connections;
        this.transactions = transactions;
        this.shares = shares;
        this.replica = replica;
        this.held = held;
    }

    /** Reads one row into what it means. */
    @FunctionalInterface
    public interface RowReader<R> {
        /** Reads the current row. */
        R read(ResultSet row) throws SQLException;
    }

    /**
     * What a reader makes of the rows that a statement returns, which bounds them itself.
     *
     * @param reader is given the result in front of its first row
     * @throws IllegalArgumentException when the parameters are not exactly those that the statement names
     * @throws DatabaseException when it fails; so do all methods
     * @throws ProblemException a 503 when the statement reads what may be large, and clients leave too much of other answers unread
     */
    public <T> T read(SqlStatement sql, Parameters parameters, RowReader<T> reader) {
        return run(sql, parameters, statement -> {
            // After the wait for a connection, in which others' answers may have filled the memory.
            if (sql.isOfReplica()) {
                held.requireRoom();
            }
            try (var rows = statement.executeQuery()) {
                return reader.read(rows);
            }
        });
    }

    /** All rows that a statement returns, which bounds them itself. */
    public <R> List<R> list(SqlStatement sql, Parameters parameters, RowReader<R> reader) {
        return read(sql, parameters, rows -> {
            var read = new ArrayList<R>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        });
    }

    /** The one row that a statement returns, or nothing. */
    public <R> Optional<R> find(SqlStatement sql, Parameters parameters, RowReader<R> reader) {
        return read(sql, parameters, rows -> rows.next() ? Optional.of(reader.read(rows)) : Optional.empty());
    }

    /**
     * Hands over any number of rows one by one, and has few of them in memory at a time: in a transaction, without which
     * PostgreSQL sends them all at once.
     *
     * @return how many there were
     */
    public <R> long forEach(
            SqlStatement sql, Parameters parameters, RowReader<R> reader, Consumer<? super R> consumer) {
        return run(sql, parameters, statement -> {
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
    public int update(SqlStatement sql, Parameters parameters) {
        return run(sql, parameters, PreparedStatement::executeUpdate);
    }

    /** Runs all statements of some work in one transaction, which an exception rolls back. */
    public <T> T inTransaction(Supplier<T> work) {
        return connections.findConnectionStatus().isPresent()
                ? transactions.executeWrite(transaction -> work.get())
                : shares.within(transactions, () -> transactions.executeWrite(transaction -> work.get()));
    }

    /**
     * Lets the present transaction take as long as it takes. What limits it otherwise is meant for the API: a setting of the operator's, or
     * of a server that shares this connection through a pooler.
     */
    public void liftTimeLimits() {
        update(LIFT_STATEMENT_LIMIT, Parameters.none());
        update(LIFT_IDLE_LIMIT, Parameters.none());
    }

    /** An organization has written something: what it reads over this server from now on has it. */
    public void noteWrite(UUID organizationId) {
        replica.ifPresent(used -> used.noteWrite(organizationId));
    }

    private interface Run<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(SqlStatement sql, Parameters parameters, Run<T> run) {
        var prepared = sql.prepare(parameters);
        var surrounding = connections.findConnectionStatus();
        if (surrounding.isPresent()) {
            return inside(surrounding.get().getConnection(), prepared, parameters, run);
        }
        return fromReplica(sql, prepared, parameters, run)
                .orElseGet(() -> shares.within(sql, () -> fromPool(prepared, parameters, run)));
    }

    private static <T> T inside(
            Connection connection, SqlStatement.Prepared prepared, Parameters parameters, Run<T> run) {
        try {
            return run(connection, prepared, parameters, run);
        } catch (SQLException failed) {
            throw new DatabaseException(failed);
        }
    }

    /** Straight from the pool: a statement by itself needs none of what surrounds a transaction. */
    private <T> T fromPool(SqlStatement.Prepared prepared, Parameters parameters, Run<T> run) {
        try (var connection = pool.getConnection()) {
            return run(connection, prepared, parameters, run);
        } catch (SQLException failed) {
            throw new DatabaseException(failed);
        }
    }

    private <T> Optional<T> fromReplica(
            SqlStatement sql, SqlStatement.Prepared prepared, Parameters parameters, Run<T> run) {
        if (!sql.isOfReplica() || replica.isEmpty()) {
            return Optional.empty();
        }
        var organizationId = (UUID) Objects.requireNonNull(parameters.get("organization_id"));
        return replica.get().read(organizationId, connection -> run(connection, prepared, parameters, run));
    }

    private static <T> T run(Connection connection, SqlStatement.Prepared prepared, Parameters parameters, Run<T> run)
            throws SQLException {
        try (var statement = connection.prepareStatement(prepared.text())) {
            var place = 1;
            for (var name : prepared.names()) {
                statement.setObject(place++, parameters.get(name));
            }
            return run.on(statement);
        }
    }
}
