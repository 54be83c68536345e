package app.inboundflow.server.database;

import app.inboundflow.server.postgres.EmbeddedPostgres;
import app.inboundflow.server.postgres.EmbeddedPostgresException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL that the data is in: the one that {@code INBOUNDFLOW_DATABASE_URL} names, or else the embedded one under
 * {@code INBOUNDFLOW_HOME}, which runs for as long as a command uses it.
 */
public final class Database implements AutoCloseable {
    /** The variable that names a PostgreSQL of the operator's. */
    public static final String URL_VARIABLE = "INBOUNDFLOW_DATABASE_URL";

    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private final @Nullable EmbeddedPostgres embedded;

    private Database(
            String url, @Nullable String user, @Nullable String password, @Nullable EmbeddedPostgres embedded) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.embedded = embedded;
    }

    /**
     * Finds the database, and starts it when it is the embedded one and does not run.
     *
     * @param environment the environment's variables
     * @throws IllegalArgumentException when the address is none, saying so in one line
     * @throws EmbeddedPostgresException when the embedded one cannot run, saying so in one line
     */
    public static Database open(Map<String, String> environment) {
        var address = environment.getOrDefault(URL_VARIABLE, "");
        if (!address.isBlank()) {
            return at(address.strip());
        }
        var postgres = EmbeddedPostgres.open(home(environment));
        return new Database(postgres.jdbcUrl(), postgres.user(), postgres.password(), postgres);
    }

    /** The directory in which everything is kept that is not in a database of the operator's. */
    public static Path home(Map<String, String> environment) {
        var home = environment.getOrDefault("INBOUNDFLOW_HOME", "");
        return home.isBlank() ? Path.of(System.getProperty("user.home"), ".inboundflow") : Path.of(home);
    }

    /** The database at {@code postgres://user:password@host:port/name?…} or {@code jdbc:postgresql:…}. */
    static Database at(String address) {
        if (address.startsWith("jdbc:postgresql:")) {
            return new Database(address, null, null, null);
        }
        try {
            var uri = new URI(address);
            if (("postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme())) && uri.getHost() != null) {
                var credentials = uri.getRawUserInfo() == null
                        ? new String[0]
                        : uri.getRawUserInfo().split(":", 2);
                return new Database(
                        "jdbc:postgresql://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                                + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                        credentials.length > 0 ? decode(credentials[0]) : null,
                        credentials.length > 1 ? decode(credentials[1]) : null,
                        null);
            }
        } catch (URISyntaxException notAnAddress) {
            // said below, without the password that the address may hold
        }
        throw new IllegalArgumentException(URL_VARIABLE
                + " must look like postgres://user:password@host:5432/name or jdbc:postgresql://host/name.");
    }

    private static String decode(String part) {
        // A plus is a plus in an address, and a space only in a form.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The configuration of what connects to it: the pool, and the migrations, which may take longer than a request. */
    public Map<String, Object> properties() {
        var properties = new HashMap<String, Object>();
        properties.put("datasources.default.url", url);
        properties.put("flyway.datasources.default.url", url);
        if (user != null) {
            properties.put("datasources.default.username", user);
            properties.put("flyway.datasources.default.user", user);
        }
        if (password != null) {
            properties.put("datasources.default.password", password);
            properties.put("flyway.datasources.default.password", password);
        }
        return properties;
    }

    /** The same for a command that reads or writes everything at once, which takes as long as it takes. */
    public Map<String, Object> propertiesWithoutTimeLimit() {
        var properties = properties();
        properties.put("datasources.default.connection-init-sql", "SET statement_timeout = 0");
        properties.put("datasources.default.data-source-properties.socketTimeout", "0");
        return properties;
    }

    /** Where it is, for people: without the password. */
    public String description() {
        return embedded == null
                ? url.replaceFirst("\\?.*", "").replaceFirst("//[^@/]*@", "//")
                : "the embedded PostgreSQL (" + url + ")";
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
