package app.inboundflow.server.ndjson;

import app.inboundflow.server.ndjson.LineParser.Rows;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads sources for COPY. All processors parse lines ahead while PostgreSQL takes in those before them; what is parsed is
 * handed on in the order of the lines, so the outcome is always the same.
 */
final class ParallelReader implements AutoCloseable {
    /** No block is read ahead when so many bytes of lines are already. */
    private static final int MOST_AHEAD = 4 << 20;

    private final LineParser parser;
    private final InvalidLines invalid;
    private final Progress progress;
    private final ExecutorService processors =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    ParallelReader(LineParser parser, InvalidLines invalid, Progress progress) {
        this.parser = parser;
        this.invalid = invalid;
        this.progress = progress;
    }

    /** Takes what a block became. */
    interface Taker {
        void take(Rows rows) throws SQLException, IOException;
    }

    /** A block of so many bytes that is being parsed, or a failure to read it. */
    private record Parsing(int length, Future<Rows> rows) {}

    /** Hands on the good lines of a source until there are too many bad ones. */
    void read(Source source, int index, Taker taker) throws SQLException, IOException {
        try (var lines = new NdjsonReader(source, index, progress)) {
            read(lines, source.resource(), taker);
        }
    }

    private void read(NdjsonReader lines, Resource resource, Taker taker) throws SQLException, IOException {
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
                taker.take(rows);
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
