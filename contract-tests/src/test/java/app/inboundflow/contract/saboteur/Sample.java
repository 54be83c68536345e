package app.inboundflow.contract.saboteur;

import app.inboundflow.contract.conformance.Answer;
import app.inboundflow.contract.saboteur.Document.Documented;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A real response of an operation with a status, in which the values that the server does not know, and rows without nulls
 * would have, are filled in.
 */
record Sample(Documented operation, int status, Answer answer) {
    static Sample of(Documented operation, Answer real) {
        try {
            var body = Filling.filled(operation.schema(real.status()), real.json());
            return new Sample(operation, real.status(), Bodies.with(real, body));
        } catch (IOException notJson) {
            throw new UncheckedIOException(operation.id() + " " + real.status(), notJson);
        }
    }

    JsonNode schema() {
        return operation.schema(status);
    }

    JsonNode body() {
        try {
            return answer.json();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
