package app.inboundflow.client;

import org.jspecify.annotations.Nullable;

/** 401: the key is missing, malformed, unknown, expired or revoked. Use another key; the answer does not say which it was. */
public final class AuthenticationException extends InboundFlowException {
    AuthenticationException(String message, @Nullable Throwable cause, @Nullable Received received) {
        super(message, cause, received);
    }
}
