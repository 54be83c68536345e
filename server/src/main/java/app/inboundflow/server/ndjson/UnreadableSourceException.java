package app.inboundflow.server.ndjson;

import java.io.EOFException;
import java.io.IOException;

/** A source cannot be read, or not to its end; nothing was written. The message says which and why. */
public final class UnreadableSourceException extends RuntimeException {
    UnreadableSourceException(Source source, long line, IOException cause) {
        super(
                source.name() + " cannot be read" + (line == 0 ? "" : " after line " + line) + ": " + reason(cause),
                cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof EOFException) {
            return "it ends too early.";
        }
        var reason = String.valueOf(cause.getMessage());
        return reason.endsWith(".") ? reason : reason + ".";
    }
}
