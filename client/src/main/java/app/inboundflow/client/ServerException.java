package app.inboundflow.client;

/** A 5xx, 408 or redirect, or an answer that could not be read. The request is not wrong: try again later. {@link #body} is the answer. */
public final class ServerException extends InboundFlowException {
    private static final long serialVersionUID = 1;

    ServerException(String message, Received received) {
        super(message, null, received);
    }
}
