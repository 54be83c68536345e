package app.inboundflow.server.ndjson;

import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import app.inboundflow.server.json.JsonBuffer;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.util.UUID;

/** Exports an organization's data, oldest first, as it is at one moment. */
@Singleton
public class Exporter {
    private static final String SELECT = """
            SELECT $columns
            FROM $table
            WHERE organization_id = :organization_id
            ORDER BY created_at, id
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
        var columns = resource.rows().columns();
        var sql = SELECT.replace(
                        "$columns", resource == Resource.CALLS ? columns.replace("messages", MESSAGES) : columns)
                .replace("$table", resource.toString());
        var line = new JsonBuffer(FEW_BYTES);
        try {
            transactions.executeRead(transaction -> {
                statements.liftTimeLimits();
                return statements.forEach(
                        SqlStatement.of(sql),
                        Parameters.of("organization_id", organizationId),
                        row -> {
                            line.clear();
                            resource.rows().write(row, line);
                            line.raw('\n');
                            return line;
                        },
                        written -> write(written, out));
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
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
