package app.inboundflow.client;

import org.jspecify.annotations.Nullable;

/** 404: your organization has nothing with this id. */
public final class NotFoundException extends InboundFlowException {
    NotFoundException(String message, @Nullable Throwable cause, @Nullable Received received) {
        super(message, cause, received);
    }
}
