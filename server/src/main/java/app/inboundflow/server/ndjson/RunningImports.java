package app.inboundflow.server.ndjson;

import app.inboundflow.server.database.DatabaseException;
import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/**
 * Counts the imports that run, for the metrics: commands, which are processes of their own. PostgreSQL knows them by the name
 * of their connections, of which one is in a transaction from the beginning to the end.
 */
@Singleton
@Requires(beans = PrometheusMeterRegistry.class)
public class RunningImports implements MeterBinder {
    /** The name of an import's connection. */
    public static final String CONNECTION_NAME = "inboundflow import";

    private static final SqlStatement COUNT = SqlStatement.of("""
            SELECT count(*) AS running FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = :name AND xact_start IS NOT NULL
            """);

    private final BeanProvider<Statements> statements;

    RunningImports(BeanProvider<Statements> statements) {
        this.statements = statements;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("inboundflow.imports.running", this::count)
                .description("Imports that run on this database at the moment.")
                .register(registry);
    }

    private double count() {
        try {
            return statements
                    .get()
                    .find(COUNT, Parameters.of("name", CONNECTION_NAME), row -> row.getInt("running"))
                    .orElse(0);
        } catch (DatabaseException unavailable) {
            return Double.NaN;
        }
    }
}
