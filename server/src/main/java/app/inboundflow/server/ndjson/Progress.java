package app.inboundflow.server.ndjson;

/** Is told how an import goes on. */
public interface Progress {
    /** Does nothing with it. */
    Progress NONE = new Progress() {};

    /** Some bytes of the sources were read. */
    default void bytes(int count) {}

    /** A line was read. */
    default void line() {}

    /** All lines were read and something else begins, such as {@code Storing calls}. */
    default void step(String what) {}
}
