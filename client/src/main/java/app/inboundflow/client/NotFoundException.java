package app.inboundflow.client;

/** 404: your organization has no object with this id. */
public final class NotFoundException extends InboundFlowException {
    private static final long serialVersionUID = 1;

    NotFoundException(String message, Received received) {
        super(message, null, received);
    }
}
