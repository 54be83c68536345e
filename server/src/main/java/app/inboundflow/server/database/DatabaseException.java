package app.inboundflow.server.database;

import java.sql.SQLException;

/** A statement that failed, for the reason that the cause tells. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the statement waited for a lock for as long as it may (SQLSTATE 55P03). */
    public boolean isLockTimeout() {
        return getCause() instanceof SQLException failed && "55P03".equals(failed.getSQLState());
    }
}
