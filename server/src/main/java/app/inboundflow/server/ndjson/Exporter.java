package app.inboundflow.server.ndjson;

import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import app.inboundflow.server.http.JsonWriter;
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
             WHERE organization_id = :organization_id AND call_id = calls.id) AS messages
            """;

    private final TransactionOperations<Connection> transactions;
    private final Statements statements;
    private final JsonWriter json;

    Exporter(TransactionOperations<Connection> transactions, Statements statements, JsonWriter json) {
        this.transactions = transactions;
        this.statements = statements;
        this.json = json;
    }

    /** Writes every line of a resource, in memory that does not grow with them. */
    public void export(UUID organizationId, Resource resource, OutputStream out) throws IOException {
        var columns = String.join(", ", resource.stored()) + (resource == Resource.CALLS ? ",\n" + MESSAGES : "");
        var sql = SELECT.replace("$columns", columns).replace("$table", resource.toString());
        try {
            transactions.executeRead(transaction -> {
                statements.liftTimeLimits();
                return statements.forEach(
                        SqlStatement.of(sql),
                        Parameters.of("organization_id", organizationId),
                        resource.reader(),
                        model -> write(model, out));
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private void write(Object model, OutputStream out) {
        // Outside of the try: a row that cannot be written as JSON is not a failure of the stream.
        var line = json.bytes(model);
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
