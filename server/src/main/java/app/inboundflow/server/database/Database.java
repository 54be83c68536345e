package app.inboundflow.server.database;

import app.inboundflow.server.Configuration;
import app.inboundflow.server.Setting;
import app.inboundflow.server.postgres.EmbeddedPostgres;
import app.inboundflow.server.postgres.EmbeddedPostgresException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL that the data is in: the one that {@code INBOUNDFLOW_DATABASE_URL} names, or else the embedded one under
 * {@code INBOUNDFLOW_HOME}, which runs for as long as a command uses it.
 */
public final class Database implements AutoCloseable {
    /** The version of the schema that this program needs; it works with newer ones too. */
    public static final int REQUIRED_SCHEMA = Schema.VERSION;

    private static final int NO_LIMIT = 0;

    private final DatabaseAddress address;
    private final Optional<DatabaseAddress> replica;
    private final @Nullable EmbeddedPostgres embedded;

    private Database(DatabaseAddress address, Optional<DatabaseAddress> replica, @Nullable EmbeddedPostgres embedded) {
        this.address = address;
        this.replica = replica;
        this.embedded = embedded;
    }

    /**
     * Finds the database, and starts it when it is the embedded one and does not run.
     *
     * @throws IllegalArgumentException when the address is none, saying so in one line
     * @throws EmbeddedPostgresException when the embedded one cannot run, saying so in one line
     */
    public static Database open(Configuration configuration) {
        var replica = configuration.readDatabaseUrl().map(url -> parse(Setting.READ_DATABASE_URL, url));
        var own = configuration.databaseUrl().map(url -> parse(Setting.DATABASE_URL, url));
        if (own.isPresent()) {
            return new Database(own.get(), replica, null);
        }
        var postgres = EmbeddedPostgres.open(configuration.home());
        var address = new DatabaseAddress(postgres.jdbcUrl(), postgres.user(), postgres.password());
        return new Database(address, replica, postgres);
    }

    private static DatabaseAddress parse(Setting setting, String url) {
        return DatabaseAddress.parse(setting.toString(), url);
    }

    /**
     * Brings its schema up to date, which may take long; several processes take turns.
     *
     * @throws SQLException when the database cannot be used
     */
    public void migrate() throws SQLException {
        new Schema(address).migrate();
    }

    /**
     * The version that its schema has; nothing when there is none.
     *
     * @throws SQLException when the database cannot be used
     */
    public OptionalInt schemaVersion() throws SQLException {
        return new Schema(address).version();
    }

    /**
     * How its tables lie on the nodes of a Citus cluster; nothing when it is none.
     *
     * @throws SQLException when the database cannot be used
     */
    public Optional<Distribution> distribution() throws SQLException {
        try (var connection = address.connect(NO_LIMIT)) {
            return Distribution.of(connection);
        }
    }

    /**
     * Does what a distribution leaves to be done, in one transaction that may take long and that keeps all others waiting.
     *
     * @throws SQLException when it was not done
     */
    public void distribute(Distribution distribution) throws SQLException {
        try (var connection = address.connect(NO_LIMIT)) {
            distribution.carryOut(connection);
        }
    }

    /** Whether it is the one that comes with the program. */
    public boolean isEmbedded() {
        return embedded != null;
    }

    /** The configuration of the pool that connects to it. */
    public Map<String, Object> properties() {
        return properties("datasources.default", address);
    }

    /** The configuration of its replica; empty when it has none. */
    public Map<String, Object> propertiesOfReplica() {
        return replica.map(found -> properties(ReadReplica.PROPERTIES, found)).orElseGet(Map::of);
    }

    private static Map<String, Object> properties(String prefix, DatabaseAddress address) {
        var properties = new HashMap<String, Object>();
        put(properties, prefix + ".url", address.url());
        put(properties, prefix + ".username", address.user());
        put(properties, prefix + ".password", address.password());
        return properties;
    }

    private static void put(Map<String, Object> properties, String property, @Nullable String value) {
        if (value != null) {
            properties.put(property, new Literal(value));
        }
    }

    /** A value that stays as it is: Micronaut expands <code>${…}</code> in strings only, and a password may hold it. */
    private record Literal(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * The same for a command that reads or writes everything at once, which takes as long as it takes. It sets nothing that would
     * stay on a connection: through a pooler, the next transaction there may be that of a server.
     */
    public Map<String, Object> propertiesWithoutTimeLimit() {
        var properties = properties();
        properties.put("datasources.default.connection-init-sql", "");
        properties.put("datasources.default.data-source-properties.socketTimeout", "0");
        return properties;
    }

    /** Where it is, for people: without the password. */
    public String description() {
        return embedded == null ? address.description() : "the embedded PostgreSQL (" + address.url() + ")";
    }

    /** Starts the embedded PostgreSQL again whenever it dies, until {@link #close()}; a server wants that. */
    public void supervise() {
        if (embedded != null) {
            embedded.superviseUntilClosed();
        }
    }

    /** Leaves the database; the embedded one stops when nobody else uses it. */
    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
