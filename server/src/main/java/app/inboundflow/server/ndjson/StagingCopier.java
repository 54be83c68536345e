package app.inboundflow.server.ndjson;

import app.inboundflow.server.problem.ProblemException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Reads sources line by line into the staging tables. */
final class StagingCopier {
    private final PGConnection connection;
    private final LineReader reader;
    private final BadLines bad;
    private final Progress progress;

    StagingCopier(PGConnection connection, LineReader reader, BadLines bad, Progress progress) {
        this.connection = connection;
        this.reader = reader;
        this.bad = bad;
        this.progress = progress;
    }

    /** Copies the good lines of a source until there are too many bad ones. */
    void copy(Source source, int index) throws SQLException, IOException {
        var copy = new PGCopyOutputStream(connection, Staging.copy(source.resource()));
        try (var lines = new Lines(source, progress)) {
            var rows = new BufferedWriter(new OutputStreamWriter(copy, StandardCharsets.UTF_8));
            while (!bad.isFull() && copyLine(lines, source.resource(), index, rows)) {
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

    private boolean copyLine(Lines lines, Resource resource, int source, Writer rows) throws IOException {
        byte[] line = null;
        try {
            line = lines.read();
            if (line == null) {
                return false;
            }
            var model = reader.read(line, resource.model());
            resource.columns().write(model, new Place(source, lines.number()).position(), rows);
        } catch (ProblemException broken) {
            if (line != null) {
                LineReader.id(line).ifPresent(bad::addId);
            }
            bad.add(BadPlace.of(new Place(source, lines.number()), broken.errors()));
        }
        return true;
    }
}
