package app.inboundflow.server;

import app.inboundflow.server.database.Database;
import com.github.benmanes.caffeine.cache.Ticker;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

/** A real server on a real PostgreSQL, put together as {@code serve} does it. */
final class TestServer implements AutoCloseable {
    /** Where PostgreSQL lives that all tests share which do not stop it. */
    static final String HOME = "test-home";

    private final Database database;
    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final Sql sql;

    private TestServer(Database database, ApplicationContext context, Sql sql) {
        this.database = database;
        this.context = context;
        this.server = context.getBean(EmbeddedServer.class).start();
        this.sql = sql;
    }

    /** The server that most tests ask: started by the first, stopped with the JVM. */
    static TestServer shared() {
        return Shared.SERVER;
    }

    /** Another server on the database of {@link #shared()}, with a configuration of its own. */
    static TestServer with(Map<String, Object> configuration) {
        shared();
        return start(HOME, configuration);
    }

    /** The same with a clock of its own. */
    static TestServer with(Map<String, Object> configuration, TestClock clock) {
        shared();
        return start(HOME, configuration, replacement(Clock.class, clock), replacement(Ticker.class, clock));
    }

    /** The same, of which PostgreSQL logs every statement; the role of the API may not have it so by itself. */
    static TestServer loggingStatements() {
        shared().asSuperuser("GRANT SET ON PARAMETER log_statement TO inboundflow");
        return with(Map.of("test.url-parameters", "?options=-c%20log_statement%3Dall"));
    }

    private static <T> RuntimeBeanDefinition<T> replacement(Class<T> type, T bean) {
        return RuntimeBeanDefinition.builder(type, () -> bean)
                .replaces(type)
                .singleton(true)
                .build();
    }

    /** Another server on the database of a home that is there. */
    static TestServer on(String home, Map<String, Object> configuration) {
        return start(home, configuration);
    }

    /** A server on an empty database in a home of its own. */
    static TestServer in(String home) {
        try (var database = open(home);
                var sql = sql(database)) {
            sql.execute("DROP SCHEMA public CASCADE");
            sql.execute("CREATE SCHEMA public");
            return start(home, Map.of());
        }
    }

    private static TestServer start(String home, Map<String, Object> configuration, RuntimeBeanDefinition<?>... beans) {
        var database = open(home);
        migrate(database);
        var properties = new HashMap<>(database.properties());
        properties.put("micronaut.server.port", -1);
        // All tests come from one address.
        properties.put("inboundflow.failed-authentications-per-minute", 1_000_000);
        properties.putAll(configuration);
        properties.computeIfPresent("datasources.default.url", (key, url) -> url + parameters(configuration));
        var context = Beans.builder(properties).beanDefinitions(beans).start();
        return new TestServer(database, context, sql(database));
    }

    private static void migrate(Database database) {
        try {
            database.migrate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String parameters(Map<String, Object> configuration) {
        return configuration.getOrDefault("test.url-parameters", "").toString();
    }

    /** Opens the database of a home; opened again, a stopped one starts. */
    static Database open(String home) {
        if (!Files.exists(path(home))) {
            HomeTemplate.copyTo(path(home));
        }
        return Database.open(
                Configuration.of(Map.of("INBOUNDFLOW_HOME", path(home).toString())));
    }

    /** The directory of a home. */
    static Path path(String home) {
        return Path.of(System.getProperty("basedir", ""), "target", home).toAbsolutePath();
    }

    /** What the PostgreSQL that tests share logs while requests run. */
    static String logOfPostgres(Runnable requests) throws IOException {
        var log = path(HOME).resolve("postgresql.log");
        var before = Files.size(log);
        requests.run();
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(before);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Sql sql(Database database) {
        var properties = new Properties();
        properties.put(
                "user",
                database.properties().get("datasources.default.username").toString());
        properties.put(
                "password",
                database.properties().get("datasources.default.password").toString());
        // Strings take the type of their column, so rows are written in words.
        properties.put("stringtype", "unspecified");
        var url = database.properties().get("datasources.default.url").toString();
        return new Sql(() -> connect(url, properties));
    }

    private static Connection connect(String url, Properties properties) {
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The password of the database. */
    String password() {
        return database.properties().get("datasources.default.password").toString();
    }

    /** Runs a statement as the superuser of the embedded PostgreSQL that all tests share. */
    void asSuperuser(String statement) {
        var url = database.properties().get("datasources.default.url").toString();
        try (var connection = DriverManager.getConnection(
                        url,
                        "postgres",
                        Files.readString(path(HOME).resolve("superuser.password"))
                                .strip());
                var run = connection.createStatement()) {
            run.execute(statement);
        } catch (SQLException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /**
     * Makes a database without a schema beside the one that all tests share.
     *
     * @return its address, with user and password
     */
    String emptyDatabase(String name) {
        asSuperuser("DROP DATABASE IF EXISTS " + name);
        asSuperuser("CREATE DATABASE " + name + " OWNER inboundflow");
        return context.getRequiredProperty("datasources.default.url", String.class)
                .replaceFirst("/inboundflow$", "/" + name + "?user=inboundflow&password=" + password());
    }

    /** A new organization on this server. */
    Organization organization() {
        return Organization.create(this);
    }

    /** The API as someone sees it who has no key. */
    Api anonymous() {
        return new Api(uri(), "");
    }

    URI uri() {
        return server.getURI();
    }

    Sql sql() {
        return sql;
    }

    /** The pool of its connections to the database, as the framework wraps it. */
    HikariDataSource pool() throws SQLException {
        return bean(DataSourceResolver.class).resolve(bean(DataSource.class)).unwrap(HikariDataSource.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        sql.close();
        context.close();
        database.close();
    }

    private static final class Shared {
        static final TestServer SERVER = in(HOME);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }
}
