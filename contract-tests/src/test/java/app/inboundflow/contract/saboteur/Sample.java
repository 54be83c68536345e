package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
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

    /** The schema or the header that an alteration is about, and the place in it; else this answer. */
    String where(Alteration alteration) {
        return switch (alteration.kind()) {
            case HEADER_DROPPED, HEADER_VALUE, HEADER_DOUBLED ->
                operation.headers(status).get(alteration.place()) + " " + alteration.place();
            case STATUS_UNDECLARED, STATUS_SWAPPED, MEDIA_TYPE, BODY -> operation.id() + " " + status;
            case PROPERTY_DROPPED,
                    PROPERTY_RENAMED,
                    PROPERTY_ADDED,
                    VALUE_NULLED,
                    VALUE_RETYPED,
                    FORMAT,
                    ENUM,
                    PATTERN,
                    BOUND,
                    FIELDS_TOGETHER -> schema() + " " + alteration.place();
        };
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
