package app.inboundflow.client.testing;

/** How an answer can fail on its way: {@link FakeInboundFlow#failNext(Fault)}. */
public enum Fault {
    /** The connection is closed without a byte of an answer. The request is not carried out. */
    DISCONNECT,
    /** The request is carried out, and the connection is closed in the middle of the answer. */
    LOST_ANSWER,
    /** No answer comes until the fake is closed. The request is not carried out. */
    STALL,
}
