package app.inboundflow.server.cli;

import app.inboundflow.server.database.Database;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;

/** The database and the beans of one command, whether the server runs beside it or not. */
final class Session implements AutoCloseable {
    private final Database database;
    private final ApplicationContext context;

    private Session(Database database, ApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    /** Opens the database that the environment names, brought to the present schema. */
    static Session open() {
        return open(Map.of());
    }

    /** The same with more configuration. */
    static Session open(Map<String, Object> configuration) {
        var database = Database.open(System.getenv());
        try {
            var properties = new HashMap<String, Object>(database.properties());
            properties.putAll(configuration);
            var context = ApplicationContext.builder()
                    .banner(false)
                    .deduceEnvironment(false)
                    .properties(properties)
                    .start();
            return new Session(database, context);
        } catch (RuntimeException failed) {
            database.close();
            throw Failures.explain(failed, database.description());
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Database database() {
        return database;
    }

    ApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        try {
            context.close();
        } finally {
            database.close();
        }
    }
}
