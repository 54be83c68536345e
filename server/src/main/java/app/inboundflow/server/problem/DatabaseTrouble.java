package app.inboundflow.server.problem;

import app.inboundflow.server.Causes;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away, which passes, from a mistake of ours, which does not. */
public final class DatabaseTrouble {
    private static final int RETRY_AFTER_SECONDS = 5;

    private DatabaseTrouble() {}

    /** What a caller is told. */
    public static ProblemException problem() {
        return Problems.serviceUnavailable("The database cannot be reached.", RETRY_AFTER_SECONDS);
    }

    static boolean isUnreachable(@Nullable Throwable error) {
        return Causes.of(error)
                .anyMatch(cause -> cause instanceof SQLTransientConnectionException
                        || cause instanceof SQLNonTransientConnectionException
                        || cause instanceof SQLException failed && isUnreachable(failed.getSQLState()));
    }

    /** SQLSTATE 08: connection lost; 57P: the server is shut down, starts or recovers; 53: it is out of resources. */
    private static boolean isUnreachable(@Nullable String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53"));
    }
}
