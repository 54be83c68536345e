package app.inboundflow.client;

import org.jspecify.annotations.Nullable;

/** A 5xx, 408 or redirect, or an answer that could not be read: not the request's fault. Try again later; {@link #body} is what came. */
public final class ServerException extends InboundFlowException {
    ServerException(String message, @Nullable Throwable cause, @Nullable Received received) {
        super(message, cause, received);
    }
}
