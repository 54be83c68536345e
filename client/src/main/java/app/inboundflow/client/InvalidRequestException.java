package app.inboundflow.client;

import app.inboundflow.client.model.FieldError;
import java.util.List;
import java.util.Objects;

/** 400, 422 or another 4xx without a type of its own: the request breaks a rule. Correct it before you send it again. */
public final class InvalidRequestException extends InboundFlowException {
    private static final long serialVersionUID = 1;

    InvalidRequestException(String message, Received received) {
        super(message, null, received);
    }

    /** {@return the fields that are wrong, each with the rule that it breaks; empty when the error is about no field} */
    public List<FieldError> fieldErrors() {
        var problem = problem();
        return problem == null || problem.getErrors() == null
                ? List.of()
                : problem.getErrors().stream().filter(Objects::nonNull).toList();
    }
}
