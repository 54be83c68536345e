package app.inboundflow.server.ndjson;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a source, blank ones left out, in memory that does not grow with it. */
final class NdjsonReader implements Closeable {
    /** The longest line, in bytes. */
    static final int LONGEST = 16 << 20;

    private static final int LINE_BITS = 40;

    private final Source source;
    private final int index;
    private final InputStream in;
    private final byte[] chunk = new byte[1 << 16];
    private int next;
    private int end;
    private long number;
    private boolean inTooLong;

    NdjsonReader(Source source, int index, Progress progress) {
        this.source = source;
        this.index = index;
        try {
            in = source.open(progress);
        } catch (IOException unreadable) {
            throw new UnreadableSourceException(source, 0, unreadable);
        }
    }

    /** Where the line is that was read last, as one number: of two lines that of the later one is greater. */
    long position() {
        return (long) index << LINE_BITS | number;
    }

    /** The index of the source that a position is in. */
    static int sourceAt(long position) {
        return (int) (position >> LINE_BITS);
    }

    /** The number of the line that a position is in, from 1. */
    static long lineAt(long position) {
        return position & (1L << LINE_BITS) - 1;
    }

    /**
     * Reads the next line that is not blank; null at the end.
     *
     * @throws ProblemException when it is too long; reading can go on after it
     * @throws UnreadableSourceException when the source cannot be read further
     */
    byte @Nullable [] read() {
        try {
            while (!inTooLong || skip()) {
                inTooLong = false;
                var line = readAny();
                if (line == null || !isBlank(line)) {
                    return line;
                }
            }
            return null;
        } catch (IOException unreadable) {
            throw new UnreadableSourceException(source, number, unreadable);
        }
    }

    private byte @Nullable [] readAny() throws IOException {
        if (next == end && !fill()) {
            return null;
        }
        number++;
        var line = new ByteArrayOutputStream();
        do {
            var stop = lineFeed();
            line.write(chunk, next, stop - next);
            next = stop;
            if (line.size() > LONGEST) {
                inTooLong = true;
                throw Problems.invalid(List.of(new FieldError(
                        "", FieldErrorIn.BODY, "too_long", "must have at most " + LONGEST + " bytes (16 MiB)")));
            }
            if (stop < end) {
                next++;
                break;
            }
        } while (fill());
        return line.toByteArray();
    }

    /** Leaves the rest of a line; false at the end of the stream. */
    private boolean skip() throws IOException {
        do {
            next = lineFeed();
            if (next < end) {
                next++;
                return true;
            }
        } while (fill());
        return false;
    }

    private int lineFeed() {
        var i = next;
        while (i < end && chunk[i] != '\n') {
            i++;
        }
        return i;
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(in.read(chunk), 0);
        return end > 0;
    }

    private static boolean isBlank(byte[] line) {
        for (var character : line) {
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException alreadyRead) {
            // nothing of it is needed any more
        }
    }
}
