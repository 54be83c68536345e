package app.inboundflow.server.http;

import io.netty.buffer.ByteBuf;

/**
 * Replaces the bytes of a request line at which the decoder would give up: spaces within the target, control characters and
 * bytes outside of ASCII. What takes their place is no character of a path either, so {@link RequestTarget} refuses it, but
 * the path, the headers and the key are known by then. A line that does not arrive in one piece keeps its spaces.
 */
final class RequestLine {
    private static final byte REFUSED = '^';

    private boolean isOver = true;
    private boolean isWhole;

    /** The next bytes begin a request. */
    void begin() {
        isOver = false;
        isWhole = true;
    }

    /** Looks at the next bytes of a connection, and changes them where they belong to a request line. */
    void repair(ByteBuf bytes) {
        if (isOver) {
            return;
        }
        var start = bytes.readerIndex();
        var lineFeed = bytes.indexOf(start, bytes.writerIndex(), (byte) '\n');
        isOver = lineFeed >= 0;
        var end = isOver ? lineFeed : bytes.writerIndex();
        var firstSpace = isOver && isWhole ? bytes.indexOf(start, end, (byte) ' ') : end;
        var lastSpace = isOver && isWhole ? bytes.indexOf(end, start, (byte) ' ') : end;
        isWhole = false;
        for (var i = special(bytes, start, end); i >= 0; i = special(bytes, i + 1, end)) {
            var isSpace = bytes.getByte(i) == ' ';
            var isEnd = bytes.getByte(i) == '\r' && i == end - 1;
            if (isSpace ? i > firstSpace && i < lastSpace : !isEnd) {
                bytes.setByte(i, REFUSED);
            }
        }
    }

    /** Where the next byte stands that is a space or does not belong into a request line; -1 if there is none. */
    private static int special(ByteBuf bytes, int from, int end) {
        return bytes.forEachByte(from, end - from, next -> next > ' ' && next != 0x7f);
    }
}
