package app.inboundflow.server.ndjson;

/** Is told how an import goes on. */
public interface Progress {
    /** Does nothing with it. */
    Progress NONE = new Progress() {};

    /** Some bytes of the sources were read. */
    default void bytes(int count) {}

    /** So many lines more were read. */
    default void lines(int count) {}

    /** Everything is read again, from the beginning. */
    default void again() {}

    /** All lines were read and something else begins, such as {@code Storing calls}. */
    default void step(String what) {}
}
