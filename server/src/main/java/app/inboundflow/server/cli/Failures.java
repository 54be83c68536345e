package app.inboundflow.server.cli;

import app.inboundflow.server.Causes;
import app.inboundflow.server.postgres.EmbeddedPostgresException;
import io.micronaut.context.exceptions.BeanInstantiationException;
import java.net.BindException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Puts what went wrong into one line that an operator can act on. */
final class Failures {
    // A constraint that held when it was checked before; a deadlock; a lock that others hold.
    private static final Pattern WRITTEN_AT_THE_SAME_TIME = Pattern.compile("(23|40)...|55P03");

    private Failures() {}

    /** The failure behind an exception that came while a command started on a database. */
    static RuntimeException explain(Exception failed, String database) {
        return Causes.find(failed, SQLException.class)
                .<RuntimeException>map(refused -> new CommandFailure("The database at " + database + " cannot be used: "
                        + firstLine(refused) + " Check INBOUNDFLOW_DATABASE_URL and that PostgreSQL runs there."))
                .orElseGet(() -> failed instanceof RuntimeException known ? known : new IllegalStateException(failed));
    }

    /** The failure behind an exception that came while a command wrote, all or nothing. */
    static RuntimeException explainWrite(RuntimeException failed, String database) {
        return Causes.find(failed, SQLException.class)
                .filter(refused -> WRITTEN_AT_THE_SAME_TIME
                        .matcher(String.valueOf(refused.getSQLState()))
                        .matches())
                .<RuntimeException>map(refused -> new CommandFailure(
                        "Somebody else changed the same data at the same time, so nothing was written: "
                                + firstLine(refused) + " Try again."))
                .orElseGet(() -> explain(failed, database));
    }

    /** Whether an exception comes of a port that somebody else has. */
    static boolean isPortTaken(Throwable failed) {
        return Causes.find(failed, BindException.class).isPresent();
    }

    /** What to tell the operator of any exception. */
    static String message(Throwable thrown) {
        // A bean that refuses what it is configured with says so in words for the operator.
        var failed = thrown instanceof BeanInstantiationException
                ? Causes.find(thrown, IllegalArgumentException.class)
                        .<Throwable>map(refused -> refused)
                        .orElse(thrown)
                : thrown;
        return failed instanceof CommandFailure
                        || failed instanceof EmbeddedPostgresException
                        || failed instanceof IllegalArgumentException
                ? String.valueOf(failed.getMessage())
                : "Unexpected: " + firstLine(failed) + " Set INBOUNDFLOW_DEBUG=1 to see where.";
    }

    private static String firstLine(Throwable failed) {
        var text = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        return text.isBlank() ? failed.getClass().getSimpleName() + "." : text.endsWith(".") ? text : text + ".";
    }
}
