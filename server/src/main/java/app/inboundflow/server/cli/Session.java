package app.inboundflow.server.cli;

import app.inboundflow.server.database.Database;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import java.util.function.Function;

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
        return open(Database.open(System.getenv()), Database::propertiesWithoutTimeLimit);
    }

    /** The same for a server, with more configuration. */
    static Session open(Map<String, Object> configuration) {
        return open(Database.open(System.getenv()), database -> {
            var properties = database.properties();
            properties.putAll(configuration);
            return properties;
        });
    }

    private static Session open(Database database, Function<Database, Map<String, Object>> configuration) {
        try {
            var properties = configuration.apply(database);
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
