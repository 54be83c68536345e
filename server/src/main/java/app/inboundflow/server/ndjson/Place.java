package app.inboundflow.server.ndjson;

/**
 * Where a line is, as a number that can be stored beside it and says which of two lines comes last.
 *
 * @param source the index of its source
 * @param line its number there, from 1
 */
record Place(int source, long line) {
    private static final int LINE_BITS = 40;

    static Place at(long position) {
        return new Place((int) (position >> LINE_BITS), position & (1L << LINE_BITS) - 1);
    }

    long position() {
        return (long) source << LINE_BITS | line;
    }
}
