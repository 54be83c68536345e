package app.inboundflow.server.ndjson;

import app.inboundflow.server.database.Statements;
import app.inboundflow.server.json.JsonBuffer;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Exports an organization's data, oldest first, as it is at one moment. */
@Singleton
public class Exporter {
    // PostgreSQL sends the rows of a COPY while those before them are written: no request for the next, no time to
    // wait.
    private static final String COPY = """
            COPY (
                SELECT $columns
                FROM $table
                WHERE organization_id = :organization_id
                ORDER BY created_at, id
            ) TO STDOUT WITH (FORMAT binary, ENCODING 'UTF8')
            """;

    private static final String MESSAGES = """
            (SELECT messages FROM call_messages
             WHERE organization_id = :organization_id AND call_id = calls.id) AS messages""";

    private static final int FEW_BYTES = 16_384;

    private final TransactionOperations<Connection> transactions;
    private final Statements statements;

    Exporter(TransactionOperations<Connection> transactions, Statements statements) {
        this.transactions = transactions;
        this.statements = statements;
    }

    /** Writes every line of a resource, in memory that does not grow with them. */
    public void export(UUID organizationId, Resource resource, OutputStream out) throws IOException {
        var columns = String.join(", ", resource.columns().names());
        // COPY takes no parameters.
        var sql = COPY.replace("$columns", resource == Resource.CALLS ? columns.replace("messages", MESSAGES) : columns)
                .replace("$table", resource.toString())
                .replace(":organization_id", "'" + organizationId + "'");
        try {
            transactions.executeRead(transaction -> {
                statements.liftTimeLimits();
                copy(transaction.getConnection().unwrap(PGConnection.class), sql, resource.columns(), out);
                return null;
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static void copy(PGConnection connection, String sql, ModelColumns columns, OutputStream out)
            throws SQLException {
        var line = new JsonBuffer(FEW_BYTES);
        var copy = connection.getCopyAPI().copyOut(sql);
        try {
            // PostgreSQL sends each row by itself, the first with what comes before it; after them comes a count of -1.
            var skipped = ModelColumns.BEFORE_ROWS.length;
            for (var sent = copy.readFromCopy(); sent != null; sent = copy.readFromCopy()) {
                var row = ByteBuffer.wrap(sent).position(skipped);
                skipped = 0;
                if (row.remaining() > Short.BYTES) {
                    line.clear();
                    columns.writeJson(row, line);
                    line.raw('\n');
                    write(line, out);
                }
            }
        } catch (RuntimeException failed) {
            stop(connection, copy);
            throw failed;
        }
    }

    /** Lets PostgreSQL send no more. The driver's own way leaves the connection amid the rows, so that it cannot roll back. */
    private static void stop(PGConnection connection, CopyOut copy) throws SQLException {
        connection.cancelQuery();
        try {
            while (copy.isActive()) {
                copy.readFromCopy();
            }
        } catch (SQLException cancelled) {
            // This is what was wanted.
        }
    }

    private static void write(JsonBuffer line, OutputStream out) {
        try {
            out.write(line.array(), 0, line.size());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
