package app.inboundflow.server.cli;

import app.inboundflow.server.database.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code database migrate} and {@code database status}. */
@Command(
        name = "database",
        description = "Bring the database's schema up to date, and tell its state.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(migrate | status)")
final class DatabaseCommands implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: migrate or status.");
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
