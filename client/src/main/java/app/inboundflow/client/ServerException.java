package app.inboundflow.client;

import org.jspecify.annotations.Nullable;

/** A 5xx, 408 or redirect, or an answer that could not be read. The request is not wrong: try again later. {@link #body} is the answer. */
public final class ServerException extends InboundFlowException {
    ServerException(String message, @Nullable Throwable cause, @Nullable Received received) {
        super(message, cause, received);
    }
}
