package app.inboundflow.server.cli;

import app.inboundflow.server.Beans;
import app.inboundflow.server.Configuration;
import app.inboundflow.server.database.Database;
import app.inboundflow.server.http.Drain;
import app.inboundflow.server.ndjson.RunningImports;
import app.inboundflow.server.observability.FrameworkEvents;
import app.inboundflow.server.observability.ManagementPort;
import io.micronaut.context.ApplicationContext;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The database and the beans of one command, whether the server runs beside it or not. It is closed when the process is
 * told to end, too (Ctrl-C, SIGTERM), even while it opens: no command leaves the embedded PostgreSQL running.
 */
final class Session implements AutoCloseable {
    private static final AtomicBoolean STOPPING = new AtomicBoolean();

    private final Configuration configuration;
    private final Database database;
    private final Map<String, Object> properties;
    private @Nullable ApplicationContext context;
    private boolean closed;

    private Session(Configuration configuration, Database database) {
        this.configuration = configuration;
        this.database = database;
        this.properties = configuration.properties();
        properties.putAll(database.properties());
    }

    /** Opens the database for a command that needs its schema to be that of this program. */
    static Session open() {
        return openFor(database -> requireSchema(database, database.isEmbedded()));
    }

    /** Opens the database for a command that may be the first one: where there is no schema it makes it, but it changes none. */
    static Session openToBegin() {
        return openFor(database -> requireSchema(database, true));
    }

    /** Opens the database for a command that brings its schema up to date. */
    static Session openMigrated() {
        return openFor(Database::migrate);
    }

    /** The same for an import, which servers recognize by the name of its connection. */
    static Session openToImport() {
        var session = openMigrated();
        session.properties.put(
                "datasources.default.data-source-properties.ApplicationName", RunningImports.CONNECTION_NAME);
        return session;
    }

    /** Opens the database for a server: brings its schema up to date, and makes the beans that listen. */
    static Session openToServe(String host, int port) {
        FrameworkEvents.leaveOutUnlessRecording();
        // With the pool's own time limits: a command's, which has none, are never set here.
        var session = openAsItIs();
        session.work(Database::migrate);
        session.properties.putAll(session.database.propertiesOfReplica());
        session.properties.put("micronaut.server.host", host);
        session.properties.put("micronaut.server.port", port);
        session.configuration
                .managementPort()
                .ifPresent(management -> session.properties.putAll(ManagementPort.properties(management)));
        return session;
    }

    private static Session openFor(Work preparation) {
        var session = openAsItIs();
        session.properties.putAll(session.database.propertiesWithoutTimeLimit());
        session.work(preparation);
        return session;
    }

    /** Opens the database whatever its schema is. */
    static Session openAsItIs() {
        // A signal that comes while the database opens waits until it is open: PostgreSQL may be starting already.
        var opening = new CompletableFuture<Runnable>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(opening), "stop"));
        Runnable close = () -> {};
        try {
            var configuration = Configuration.ofEnvironment();
            var session = new Session(configuration, Database.open(configuration));
            close = session::close;
            return session;
        } finally {
            opening.complete(close);
        }
    }

    /** Something that is done to a database without beans. */
    interface Work {
        void accept(Database database) throws SQLException;
    }

    /** Does something to the database, and closes the session when it fails. */
    void work(Work work) {
        try {
            work.accept(database);
        } catch (SQLException | RuntimeException failed) {
            close();
            throw Failures.explain(failed, database.description());
        }
    }

    /** An embedded database without a schema was made this moment, by this command, so any command may begin it. */
    private static void requireSchema(Database database, boolean mayBegin) throws SQLException {
        var version = database.schemaVersion();
        if (version.isEmpty() && mayBegin) {
            database.migrate();
        } else if (version.orElse(0) < Database.REQUIRED_SCHEMA) {
            throw new CommandFailure("The database at " + database.description() + " has "
                    + (version.isEmpty() ? "no schema" : "schema version " + version.getAsInt())
                    + ", and this program needs version " + Database.REQUIRED_SCHEMA
                    + ". Run \"inboundflow database migrate\"; starting \"inboundflow serve\" does it too.");
        }
    }

    private static void stop(CompletableFuture<Runnable> opening) {
        STOPPING.set(true);
        opening.join().run();
    }

    /** Whether the process was told to end: what fails from now on fails because of that. */
    static boolean isStopping() {
        return STOPPING.get();
    }

    /** A bean; the first makes them all. */
    synchronized <T> T bean(Class<T> type) {
        if (closed) {
            throw new IllegalStateException("The session is closed.");
        }
        var beans = context;
        if (beans == null) {
            try {
                beans = Beans.builder(properties).start();
            } catch (RuntimeException failed) {
                throw Failures.explain(failed, database.description());
            }
            context = beans;
        }
        return beans.getBean(type);
    }

    Configuration configuration() {
        return configuration;
    }

    Database database() {
        return database;
    }

    /**
     * Takes the server out of service, waits for requests in flight, then leaves the database; whoever closes it again waits
     * until that is done.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (context != null) {
                context.getBean(Drain.class).run();
                context.close();
            }
        } finally {
            database.close();
        }
    }
}
