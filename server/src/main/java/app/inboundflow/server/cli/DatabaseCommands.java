package app.inboundflow.server.cli;

import app.inboundflow.server.database.Database;
import java.sql.SQLException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code database migrate}, {@code database status} and {@code database distribute}. */
@Command(
        name = "database",
        description = "Bring the database's schema up to date, tell its state, and distribute it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(migrate | status | distribute)")
final class DatabaseCommands implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: migrate, status or distribute.");
    }

    @Command(
            name = "migrate",
            description = "Bring the schema up to date; serve, demo and import do it too.",
            mixinStandardHelpOptions = true)
    int migrate() {
        try (var session = Session.openMigrated()) {
            print(session);
            return 0;
        }
    }

    @Command(
            name = "status",
            description = "Tell where the database is, and whether its schema is up to date. Changes nothing.",
            mixinStandardHelpOptions = true)
    int status() {
        try (var session = Session.openAsItIs()) {
            print(session);
            return 0;
        }
    }

    @Command(
            name = "distribute",
            description =
                    "Spread the tables over the nodes of a Citus cluster, all or nothing; run again, it does what is left.",
            mixinStandardHelpOptions = true)
    int distribute(@Mixin Confirmation confirmation) {
        try (var session = Session.open()) {
            session.work(database -> distribute(database, confirmation));
            return 0;
        }
    }

    private void distribute(Database database, Confirmation confirmation) throws SQLException {
        var distribution = database.distribution()
                .orElseThrow(() -> new CommandFailure("The database at " + database.description()
                        + " is a PostgreSQL without Citus: its tables cannot be distributed. Where Citus is installed, a"
                        + " superuser adds it to a database with CREATE EXTENSION citus."));
        var out = spec.commandLine().getOut();
        if (distribution.isDone()) {
            out.println("All tables are distributed already.");
            return;
        }
        out.println(database.description() + ": " + distribution.version() + ", workers: " + distribution.workers()
                + ". These tables will be whole on every node: " + String.join(", ", distribution.toCopy())
                + ". These will be split by organization_id: " + String.join(", ", distribution.toSplit())
                + ". Requests wait or fail until it is done.");
        if (!confirmation.confirms("Go on")) {
            throw new CommandFailure("Nothing was changed.");
        }
        var since = System.nanoTime();
        database.distribute(distribution);
        distribution.toCopy().forEach(table -> out.println("Whole on every node       " + table));
        distribution.toSplit().forEach(table -> out.println("Split by organization_id  " + table));
        out.println("Done in " + Duration.ofNanos(System.nanoTime() - since).toSeconds() + " s.");
    }

    private void print(Session session) {
        session.work(database -> {
            var version = database.schemaVersion();
            var out = spec.commandLine().getOut();
            out.println("Database  " + database.description());
            out.println("Schema    " + (version.isEmpty() ? "none" : "version " + version.getAsInt())
                    + (version.orElse(0) < Database.REQUIRED_SCHEMA
                            ? "; this program needs version " + Database.REQUIRED_SCHEMA
                                    + ": run \"inboundflow database migrate\""
                            : ", up to date"));
        });
    }
}
