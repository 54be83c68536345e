package app.inboundflow.client;

import org.jspecify.annotations.Nullable;

/** 403: the key is valid and lacks the scope that {@link #getMessage} names. Ask for a key with that scope. */
public final class PermissionException extends InboundFlowException {
    PermissionException(String message, @Nullable Throwable cause, @Nullable Received received) {
        super(message, cause, received);
    }
}
