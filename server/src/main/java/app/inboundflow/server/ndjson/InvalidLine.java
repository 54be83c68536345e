package app.inboundflow.server.ndjson;

/**
 * A line that cannot be imported.
 *
 * @param source the name of the source it is in
 * @param line its number, from 1
 * @param rules which field breaks which rule
 */
public record InvalidLine(String source, long line, String rules) {
    @Override
    public String toString() {
        return source + ":" + line + ": " + rules;
    }
}
