package app.inboundflow.server.database;

import java.sql.SQLException;

/** A statement that failed, for the reason that the cause tells. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
