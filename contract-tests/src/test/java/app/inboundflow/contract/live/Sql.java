package app.inboundflow.contract.live;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Direct access to the database. Strings take the type of their column, so rows can be written as text. */
public final class Sql implements AutoCloseable {
    private final String url;
    private final Connection connection;

    /**
     * A connection of its own.
     *
     * @param url of JDBC, with user and password
     */
    Sql(String url) {
        this.url = url + "&stringtype=unspecified";
        this.connection = connect();
    }

    /** A connection of the caller's own, to hold locks and transactions with. */
    public Connection connect() {
        try {
            return DriverManager.getConnection(url);
        } catch (SQLException failed) {
            throw new IllegalStateException("Could not connect to the database", failed);
        }
    }

    /** Runs a statement. */
    public synchronized void execute(String statement, Object... parameters) {
        try (var prepared = connection.prepareStatement(statement)) {
            for (var i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            prepared.execute();
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
