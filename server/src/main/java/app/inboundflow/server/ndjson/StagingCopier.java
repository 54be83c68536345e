package app.inboundflow.server.ndjson;

import app.inboundflow.server.ndjson.LineParser.Rows;
import app.inboundflow.server.validation.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Copies sources into the staging tables. All processors parse lines ahead while PostgreSQL takes in those before them; what
 * is parsed is copied in the order of the lines, so the outcome is always the same.
 */
final class StagingCopier implements AutoCloseable {
    /** No block is read ahead when so many bytes of lines are already. */
    private static final int MOST_AHEAD = 4 << 20;

    private final PGConnection connection;
    private final LineParser parser;
    private final InvalidLines invalid;
    private final Progress progress;
    private final ExecutorService processors =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    StagingCopier(PGConnection connection, StrictJson json, InvalidLines invalid, Progress progress) {
        this.connection = connection;
        this.parser = new LineParser(json);
        this.invalid = invalid;
        this.progress = progress;
    }

    /** A block of so many bytes that is being parsed, or a failure to read it. */
    private record Parsing(int length, Future<Rows> rows) {}

    /** Copies the good lines of a source until there are too many bad ones. */
    void copy(Source source, int index) throws SQLException, IOException {
        var copy = new PGCopyOutputStream(connection, Staging.copy(source.resource()));
        try (var lines = new NdjsonReader(source, index, progress)) {
            copy.write(ModelColumns.BEFORE_ROWS);
            copy(lines, source.resource(), copy);
            copy.write(ModelColumns.AFTER_ROWS);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void copy(NdjsonReader lines, Resource resource, OutputStream copy) throws IOException {
        Queue<Parsing> ahead = new ArrayDeque<>();
        var bytesAhead = 0;
        var isMore = true;
        while ((isMore || !ahead.isEmpty()) && !invalid.isFull()) {
            if (isMore && bytesAhead < MOST_AHEAD) {
                var next = parseNext(lines, resource);
                isMore = next.length > 0;
                bytesAhead += next.length;
                ahead.add(next);
            } else {
                var first = ahead.remove();
                bytesAhead -= first.length;
                var rows = result(first.rows);
                invalid.addAll(rows.invalid());
                rows.bytes().writeTo(copy);
                progress.lines(rows.lines());
            }
        }
    }

    /** Of length 0 when there is no more to read. */
    private Parsing parseNext(NdjsonReader lines, Resource resource) {
        try {
            var block = lines.read();
            return new Parsing(
                    block.length(), processors.submit(() -> parser.parse(block, resource, invalid.ofItsOwn())));
        } catch (UnreadableSourceException unreadable) {
            // The lines before it come first: one of them may be invalid.
            return new Parsing(0, CompletableFuture.failedFuture(unreadable));
        }
    }

    private static Rows result(Future<Rows> parsing) throws IOException {
        try {
            return parsing.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException unforeseen) {
                throw unforeseen;
            }
            if (failed.getCause() instanceof Error fatal) {
                throw fatal;
            }
            throw new IOException(failed);
        }
    }

    /** Parses nothing more, and waits for nothing. */
    @Override
    public void close() {
        processors.shutdownNow();
    }
}
