package app.inboundflow.server.ndjson;

import java.util.List;

/** Lines cannot be imported; nothing was written. */
public final class InvalidLinesException extends RuntimeException {
    private final transient List<InvalidLine> lines;

    InvalidLinesException(List<InvalidLine> lines) {
        super(lines.getFirst().toString(), null, false, false);
        this.lines = List.copyOf(lines);
    }

    /** The lines, at least one, in the order of the sources. */
    public List<InvalidLine> lines() {
        return lines;
    }
}
