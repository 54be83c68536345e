package app.inboundflow.client;

import app.inboundflow.client.model.ConflictProblem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 409: a conflict, such as a contact that already has the phone number. */
public final class ConflictException extends InboundFlowException {
    private static final long serialVersionUID = 1;

    ConflictException(String message, Received received) {
        super(message, null, received);
    }

    /** {@return the id of the contact that has the phone number already; null for other conflicts} */
    public @Nullable UUID existingId() {
        var problem = received().problem(ConflictProblem.class);
        return problem == null ? null : problem.getExistingId();
    }
}
