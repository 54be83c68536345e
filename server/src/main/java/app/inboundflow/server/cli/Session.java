package app.inboundflow.server.cli;

import app.inboundflow.server.database.Database;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The database and the beans of one command, whether the server runs beside it or not. It is closed when the process is
 * told to end, too (Ctrl-C, SIGTERM), even while it opens: no command leaves the embedded PostgreSQL running.
 */
final class Session implements AutoCloseable {
    private static final AtomicBoolean STOPPING = new AtomicBoolean();

    private final Database database;
    private final ApplicationContext context;
    private boolean closed;

    private Session(Database database, ApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    /** Opens the database that the environment names, brought to the present schema. */
    static Session open() {
        return open(Database::propertiesWithoutTimeLimit);
    }

    /** The same for a server, with more configuration. */
    static Session open(Map<String, Object> configuration) {
        return open(database -> {
            var properties = database.properties();
            properties.putAll(configuration);
            return properties;
        });
    }

    private static Session open(Function<Database, Map<String, Object>> configuration) {
        // A signal that comes while the session opens waits until it is open: PostgreSQL may be starting already.
        var opening = new CompletableFuture<Runnable>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(opening), "stop"));
        Runnable close = () -> {};
        try {
            var database = Database.open(System.getenv());
            close = database::close;
            var session = new Session(database, context(database, configuration.apply(database)));
            close = session::close;
            return session;
        } finally {
            opening.complete(close);
        }
    }

    private static ApplicationContext context(Database database, Map<String, Object> properties) {
        try {
            return ApplicationContext.builder()
                    .banner(false)
                    .deduceEnvironment(false)
                    .properties(properties)
                    .start();
        } catch (RuntimeException failed) {
            database.close();
            throw Failures.explain(failed, database.description());
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

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Database database() {
        return database;
    }

    /** Waits for requests in flight, then leaves the database; whoever closes it again waits until that is done. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            context.close();
        } finally {
            database.close();
        }
    }
}
