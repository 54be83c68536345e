package app.inboundflow.client;

/** 401: the key is missing, malformed, unknown, expired or revoked. Use another key; the answer does not say which it was. */
public final class AuthenticationException extends InboundFlowException {
    private static final long serialVersionUID = 1;

    AuthenticationException(String message, Received received) {
        super(message, null, received);
    }
}
