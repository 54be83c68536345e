package app.inboundflow.server.problem;

import app.inboundflow.server.Causes;
import io.micronaut.http.HttpMethod;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that cannot do its work at the moment, which passes, from a mistake of ours, which does not. What passes
 * is a 503 that says what is known and no more: when the connection is lost during a write, PostgreSQL may have carried it out.
 */
public final class DatabaseTrouble {
    private static final int RETRY_AFTER_SECONDS = 5;

    private static final String UNREACHABLE = "The database cannot be reached.";
    private static final String MAYBE_WRITTEN = "The connection to the database was lost, and the request may have been"
            + " carried out or not. Repeat it with the same Idempotency-Key.";
    private static final String LOCKED = "Other work holds a lock on the same data.";

    /** SQLSTATEs, or classes of them (https://www.postgresql.org/docs/current/errcodes-appendix.html), in words. */
    private static final Map<String, String> STATES = Map.ofEntries(
            Map.entry("08", UNREACHABLE), // the connection failed
            Map.entry("57P", UNREACHABLE), // PostgreSQL shuts down, starts or recovers
            Map.entry("25006", "The database only allows reading at the moment."),
            Map.entry("25P03", "The database ended a transaction that was idle for too long."),
            Map.entry("40001", LOCKED),
            Map.entry("40P01", LOCKED),
            Map.entry("55P03", LOCKED),
            Map.entry("57014", "The database took too long."),
            Map.entry("53100", "The database has no disk space left."),
            Map.entry("53300", "The database accepts no more connections."),
            Map.entry("53", "The database is out of resources."),
            Map.entry("58", "The database met an error of its system."));

    private DatabaseTrouble() {}

    /** What a caller is told when PostgreSQL is away. */
    public static ProblemException unreachable() {
        return Problems.serviceUnavailable(UNREACHABLE, RETRY_AFTER_SECONDS);
    }

    /**
     * The problem of a request that failed because of the database.
     *
     * @param method of the request
     * @param thrown what ended the request
     * @return nothing when the failure is not one that passes
     */
    public static Optional<ProblemException> problem(HttpMethod method, @Nullable Throwable thrown) {
        return Causes.of(thrown)
                .flatMap(cause ->
                        cause instanceof SQLException failed ? problem(method, failed).stream() : Stream.empty())
                .findFirst();
    }

    private static Optional<ProblemException> problem(HttpMethod method, SQLException failed) {
        return Optional.ofNullable(words(failed)).map(words -> {
            var isLost = words.equals(UNREACHABLE) && !isWithoutConnection(failed);
            var isWrite = method != HttpMethod.GET && method != HttpMethod.HEAD;
            return Problems.serviceUnavailable(isLost && isWrite ? MAYBE_WRITTEN : words, RETRY_AFTER_SECONDS);
        });
    }

    private static @Nullable String words(SQLException failed) {
        if (isWithoutConnection(failed)) {
            // The pool says why it could not make another connection; without a reason all of them are in use.
            return failed.getCause() instanceof SQLException refused
                    ? Objects.requireNonNullElse(words(refused), UNREACHABLE)
                    : "All connections to the database are in use.";
        }
        if (failed.getCause() instanceof SocketTimeoutException) {
            return UNREACHABLE;
        }
        var state = String.valueOf(failed.getSQLState());
        for (var length : new int[] {5, 3, 2}) {
            var words = state.length() < length ? null : STATES.get(state.substring(0, length));
            if (words != null) {
                return words;
            }
        }
        return failed instanceof SQLNonTransientConnectionException || isOfClosedPool(failed) ? UNREACHABLE : null;
    }

    /** The pool closes a connection that broke, and at the end of the server itself; it gives no state to whoever still asks. */
    private static boolean isOfClosedPool(SQLException failed) {
        var message = String.valueOf(failed.getMessage());
        return failed.getSQLState() == null
                && (message.equals("Connection is closed") || message.endsWith(" has been closed."));
    }

    /** Whether the pool had no connection to give, so that nothing was sent. */
    private static boolean isWithoutConnection(SQLException failed) {
        return failed instanceof SQLTransientConnectionException;
    }
}
