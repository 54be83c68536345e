package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import java.util.function.UnaryOperator;

/**
 * One way to alter one response.
 *
 * @param place a JSON Pointer into the body, or the name of a header; empty when the response as a whole is meant
 * @param what is done, for people
 * @param by does it
 */
record Alteration(Kind kind, String place, String what, UnaryOperator<Answer> by) {
    @Override
    public String toString() {
        return kind + (place.isEmpty() ? "" : " at " + place) + ": " + what;
    }
}
