package app.inboundflow.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The database, past the server. */
final class Sql implements AutoCloseable {
    private final Supplier<Connection> connections;
    private final Connection connection;

    Sql(Supplier<Connection> connections) {
        this.connections = connections;
        this.connection = connections.get();
    }

    /** A connection to hold locks and transactions with. */
    Connection connect() {
        return connections.get();
    }

    /** Runs a statement; says how many rows it changed. */
    int execute(String statement, Object... parameters) {
        return with(statement, parameters, prepared -> {
            prepared.execute();
            return prepared.getUpdateCount();
        });
    }

    /** The first column of all rows, as text. */
    List<String> texts(String query, Object... parameters) {
        return with(query, parameters, prepared -> {
            var texts = new ArrayList<String>();
            try (var rows = prepared.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        });
    }

    /** The first column of the first row, as text. */
    String text(String query, Object... parameters) {
        return texts(query, parameters).getFirst();
    }

    int count(String query, Object... parameters) {
        return Integer.parseInt(text(query, parameters));
    }

    private interface Use<T> {
        T of(PreparedStatement prepared) throws SQLException;
    }

    private synchronized <T> T with(String statement, Object[] parameters, Use<T> use) {
        try (var prepared = connection.prepareStatement(statement)) {
            for (var i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            return use.of(prepared);
        } catch (SQLException failed) {
            throw new IllegalStateException(statement, failed);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
