package app.inboundflow.client;

import app.inboundflow.client.model.ConflictProblem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 409: a conflict, such as a contact that already has the phone number. */
public final class ConflictException extends InboundFlowException {
    private final transient @Nullable UUID existingId;

    ConflictException(String message, Received received) {
        super(message, null, received);
        var problem = received.problem(ConflictProblem.class);
        this.existingId = problem == null ? null : problem.getExistingId();
    }

    /** {@return the id of the contact that has the phone number already; null for other conflicts} */
    public @Nullable UUID existingId() {
        return existingId;
    }
}
