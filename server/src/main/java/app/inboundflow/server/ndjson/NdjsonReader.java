package app.inboundflow.server.ndjson;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a source in blocks, in memory that does not grow with it. */
final class NdjsonReader implements Closeable {
    /** The longest line, in bytes. */
    static final int LONGEST = 16 << 20;

    private static final int BLOCK = 1 << 17;
    private static final int LINE_BITS = 40;

    private final Source source;
    private final InputStream in;
    private byte[] begun = {};
    private boolean isTooLong;
    private boolean isAtEnd;
    private @Nullable IOException failure;
    private long next;

    NdjsonReader(Source source, int index, Progress progress) {
        this.source = source;
        next = (long) index << LINE_BITS | 1;
        try {
            in = source.open(progress);
        } catch (IOException unreadable) {
            throw new UnreadableSourceException(source, 0, unreadable);
        }
    }

    /**
     * Whole lines, each with its line feed, which the last line of a source need not have. A line of more than
     * {@link #LONGEST} bytes is a block of its own without its rest.
     *
     * @param first the position of the first line: one number, greater for later lines and later sources
     * @param bytes the lines, from the beginning on
     * @param length how many bytes they are
     */
    record Block(long first, byte[] bytes, int length) {}

    /** The index of the source that a position is in. */
    static int sourceAt(long position) {
        return (int) (position >> LINE_BITS);
    }

    /** The number of the line that a position is in, from 1. */
    static long lineAt(long position) {
        return position & (1L << LINE_BITS) - 1;
    }

    /**
     * Reads the next lines; none at the end.
     *
     * @throws UnreadableSourceException when the source cannot be read further; all lines before were returned
     */
    Block read() {
        if (isTooLong) {
            leaveLine();
        }
        var bytes = Arrays.copyOf(begun, BLOCK);
        var size = begun.length;
        var end = 0;
        while (end == 0 && size <= LONGEST && !isAtEnd) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * size, LONGEST + 1));
            }
            var from = size;
            size = fill(bytes, from, Math.min(from + BLOCK, bytes.length));
            end = afterLastLineFeed(bytes, from, size);
        }
        if (end == 0) {
            if (failure != null) {
                throw new UnreadableSourceException(source, lineAt(next) - 1, failure);
            }
            isTooLong = size > LONGEST;
            end = size;
        }
        begun = Arrays.copyOfRange(bytes, end, size);
        var block = new Block(next, bytes, end);
        next += lineFeeds(block);
        return block;
    }

    /** Reads over the rest of a line. */
    private void leaveLine() {
        isTooLong = false;
        begun = new byte[0];
        var bytes = new byte[BLOCK];
        while (!isAtEnd) {
            var size = fill(bytes, 0, BLOCK);
            for (var i = 0; i < size; i++) {
                if (bytes[i] == '\n') {
                    begun = Arrays.copyOfRange(bytes, i + 1, size);
                    next++;
                    return;
                }
            }
        }
    }

    /** Reads until there is no room or no more, and says where that is. */
    private int fill(byte[] bytes, int from, int to) {
        var size = from;
        try {
            while (size < to && !isAtEnd) {
                var count = in.read(bytes, size, to - size);
                isAtEnd = count < 0;
                size += Math.max(count, 0);
            }
        } catch (IOException unreadable) {
            // What was read before is good, and comes first.
            failure = unreadable;
            isAtEnd = true;
        }
        return size;
    }

    private static int afterLastLineFeed(byte[] bytes, int from, int to) {
        var end = to;
        while (end > from && bytes[end - 1] != '\n') {
            end--;
        }
        return end == from ? 0 : end;
    }

    private static int lineFeeds(Block block) {
        var count = 0;
        for (var i = 0; i < block.length; i++) {
            if (block.bytes[i] == '\n') {
                count++;
            }
        }
        return count;
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
