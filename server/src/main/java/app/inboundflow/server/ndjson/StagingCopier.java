package app.inboundflow.server.ndjson;

import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.validation.StrictJson;
import io.micronaut.json.tree.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Reads sources line by line into the staging tables. */
final class StagingCopier {
    private final PGConnection connection;
    private final StrictJson json;
    private final InvalidLines invalid;
    private final Progress progress;

    StagingCopier(PGConnection connection, StrictJson json, InvalidLines invalid, Progress progress) {
        this.connection = connection;
        this.json = json;
        this.invalid = invalid;
        this.progress = progress;
    }

    /** Copies the good lines of a source until there are too many bad ones. */
    void copy(Source source, int index) throws SQLException, IOException {
        var copy = new PGCopyOutputStream(connection, Staging.copy(source.resource()));
        try (var lines = new NdjsonReader(source, index, progress)) {
            var rows = new BufferedWriter(new OutputStreamWriter(copy, StandardCharsets.UTF_8));
            while (!invalid.isFull() && copyLine(lines, source.resource(), rows)) {
                progress.line();
            }
            rows.flush();
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private boolean copyLine(NdjsonReader lines, Resource resource, Writer rows) throws IOException {
        byte[] line = null;
        try {
            line = lines.read();
            if (line == null) {
                return false;
            }
            resource.columns().write(read(line, resource.model()), lines.position(), rows);
        } catch (ProblemException broken) {
            if (line != null) {
                id(line).ifPresent(invalid::addId);
            }
            invalid.add(InvalidLines.Entry.of(lines.position(), broken.errors()));
        }
        return true;
    }

    private <T> T read(byte[] line, Class<T> model) {
        var read = json.read(line, model);
        if (read instanceof CallDetail call) {
            Messages.requireReadable(call.getMessages());
            call.setMessages(call.getMessages().stream().map(Messages::inUtc).toList());
        }
        return read;
    }

    /** The id in a line that is otherwise wrong, if it has one. */
    private static Optional<UUID> id(byte[] line) {
        try {
            return Optional.ofNullable(StrictJson.parse(line).get("id"))
                    .filter(JsonNode::isString)
                    .map(id -> UUID.fromString(id.getStringValue()));
        } catch (ProblemException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
