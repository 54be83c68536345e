package app.inboundflow.server.ndjson;

import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import app.inboundflow.server.ndjson.LineParser.Rows;
import app.inboundflow.server.validation.StrictJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Copies a resource of which an organization has nothing yet straight into its table, so that each row is written once and while others
 * are still parsed. PostgreSQL's own keys hold it together: what they refuse ends in an {@link SQLException}.
 */
final class DirectCopier implements AutoCloseable {
    /** Calls and their messages are copied in turn, so many bytes at a time. */
    private static final int CHUNK = 1 << 20;

    private static final String COPY =
            "COPY $table ($columns, organization_id) FROM STDIN WITH (FORMAT binary, ENCODING 'UTF8')";

    private static final String ANY = "SELECT 1 FROM $table WHERE organization_id = :organization_id LIMIT 1";

    private final UUID organizationId;
    private final byte[] organization;
    private final Statements statements;
    private final PGConnection connection;
    private final ParallelReader reader;
    private ByteArrayOutputStream rows = new ByteArrayOutputStream();
    private ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private boolean isAnalyzed;

    DirectCopier(
            UUID organizationId,
            Statements statements,
            PGConnection connection,
            StrictJson json,
            InvalidLines invalid,
            Progress progress) {
        this.organizationId = organizationId;
        this.organization = ModelColumns.bytes(organizationId);
        this.statements = statements;
        this.connection = connection;
        this.reader = new ParallelReader(new LineParser(json, this::write), invalid, progress);
    }

    /** Whether the organization has none of a resource. */
    boolean isEmpty(Resource resource) {
        var any = SqlStatement.of(ANY.replace("$table", resource.toString()));
        return statements
                .find(any, Parameters.of("organization_id", organizationId), row -> 1)
                .isEmpty();
    }

    /** Copies all sources of a resource, and says how many rows they had. What they refer to must be there. */
    long copy(Resource resource, List<Source> sources) throws SQLException, IOException {
        var count = 0L;
        isAnalyzed = false;
        for (var source : sources) {
            if (source.resource() == resource) {
                var copied = new long[1];
                reader.read(source, 0, block -> {
                    add(block);
                    if (rows.size() + messages.size() >= CHUNK) {
                        copied[0] += store(resource);
                    }
                });
                count += copied[0];
            }
        }
        return count + store(resource);
    }

    private void write(
            Resource resource, JsonNode document, long position, DataOutputStream row, DataOutputStream ofMessages)
            throws IOException {
        resource.stored().write(document, organization, row);
        var said = document.path("messages");
        if (!said.isEmpty()) {
            var id = UUID.fromString(document.path("id").textValue());
            ModelColumns.write(ofMessages, StrictJson.bytes(said), ModelColumns.bytes(id), organization);
        }
    }

    private void add(Rows block) throws IOException {
        block.bytes().writeTo(rows);
        block.messages().writeTo(messages);
    }

    private long store(Resource resource) throws SQLException, IOException {
        var copied =
                copy(resource.toString(), String.join(", ", resource.stored().names()), rows);
        if (!isAnalyzed) {
            analyzeForReferences(resource, statements);
            isAnalyzed = true;
        }
        copy("call_messages", "messages, call_id", messages);
        rows.reset();
        messages.reset();
        return copied;
    }

    /**
     * Lets the planner know the rows that others refer to. After an import that was given up it knows of many pages without
     * rows, takes any index, and each look-up of a foreign key would read all of it.
     */
    static void analyzeForReferences(Resource resource, Statements statements) {
        statements.update(SqlStatement.of("ANALYZE (SKIP_LOCKED) " + resource + " (id)"), Parameters.none());
    }

    private long copy(String table, String columns, ByteArrayOutputStream copied) throws SQLException, IOException {
        var parts = List.of(ModelColumns.BEFORE_ROWS, copied.toByteArray(), ModelColumns.AFTER_ROWS).stream()
                .map(ByteArrayInputStream::new)
                .toList();
        return copied.size() == 0
                ? 0
                : connection
                        .getCopyAPI()
                        .copyIn(
                                COPY.replace("$table", table).replace("$columns", columns),
                                new SequenceInputStream(Collections.enumeration(parts)));
    }

    /** Parses nothing more, and waits for nothing. */
    @Override
    public void close() {
        reader.close();
    }
}
