package app.inboundflow.server.ndjson;

import java.util.List;

/** Lines cannot be imported; nothing was written. */
public final class InvalidLinesException extends RuntimeException {
    private final transient List<BadLine> lines;

    InvalidLinesException(List<BadLine> lines) {
        super(lines.getFirst().toString(), null, false, false);
        this.lines = List.copyOf(lines);
    }

    /** The lines, at least one, in the order of the sources. */
    public List<BadLine> lines() {
        return lines;
    }
}
