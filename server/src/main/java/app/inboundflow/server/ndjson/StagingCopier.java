package app.inboundflow.server.ndjson;

import app.inboundflow.server.validation.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Copies sources into the staging tables. */
final class StagingCopier implements AutoCloseable {
    private final PGConnection connection;
    private final ParallelReader reader;

    StagingCopier(PGConnection connection, StrictJson json, InvalidLines invalid, Progress progress) {
        this.connection = connection;
        var parser = new LineParser(json, (resource, document, position, rows, messages) -> resource.columns()
                .write(
                        document,
                        ByteBuffer.allocate(Long.BYTES).putLong(position).array(),
                        rows));
        this.reader = new ParallelReader(parser, invalid, progress);
    }

    /** Copies the good lines of a source until there are too many bad ones. */
    void copy(Source source, int index) throws SQLException, IOException {
        var copy = new PGCopyOutputStream(connection, Staging.copy(source.resource()));
        try {
            copy.write(ModelColumns.BEFORE_ROWS);
            reader.read(source, index, rows -> rows.bytes().writeTo(copy));
            copy.write(ModelColumns.AFTER_ROWS);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Parses nothing more, and waits for nothing. */
    @Override
    public void close() {
        reader.close();
    }
}
