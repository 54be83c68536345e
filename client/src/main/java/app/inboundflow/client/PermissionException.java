package app.inboundflow.client;

/** 403: the key is valid and lacks the scope that {@link #getMessage} names. Ask for a key with that scope. */
public final class PermissionException extends InboundFlowException {
    private static final long serialVersionUID = 1;

    PermissionException(String message, Received received) {
        super(message, null, received);
    }
}
