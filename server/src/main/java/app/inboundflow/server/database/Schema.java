package app.inboundflow.server.database;

import java.sql.SQLException;
import java.util.OptionalInt;
import org.flywaydb.core.Flyway;

/** The schema of a database: its version, and the migrations (resources {@code db/migration}) that bring it up to date. */
final class Schema {
    /** The version that this program needs: raise it with every migration. */
    static final int VERSION = 6;

    private static final int SECONDS_TO_WAIT = 10;
    private static final String UNDEFINED_TABLE = "42P01";

    private final DatabaseAddress address;

    Schema(DatabaseAddress address) {
        this.address = address;
    }

    /** The version that the database has; nothing when it has no schema of ours. */
    OptionalInt version() throws SQLException {
        try (var connection = address.connect(SECONDS_TO_WAIT);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT max(CAST(version AS integer)) FROM flyway_schema_history WHERE success AND version IS NOT NULL
                        """)) {
            rows.next();
            var version = rows.getInt(1);
            return rows.wasNull() ? OptionalInt.empty() : OptionalInt.of(version);
        } catch (SQLException failed) {
            if (UNDEFINED_TABLE.equals(failed.getSQLState())) {
                return OptionalInt.empty();
            }
            throw failed;
        }
    }

    /** Brings it up to date, which may take long; several processes take turns. A newer schema stays as it is. */
    void migrate() throws SQLException {
        // Looking for migrations costs half a second of CPU, and nearly always there is none.
        if (version().orElse(0) < VERSION) {
            Flyway.configure()
                    .dataSource(address.url(), address.user(), address.password())
                    .load()
                    .migrate();
        }
    }
}
