package app.inboundflow.check;

import java.util.List;

/**
 * A part of the walk, which throws a {@link Violation} when an answer is not what the contract says.
 *
 * @param operations the operationIds of the operations that it asks
 * @param name for people
 * @param body what it does
 */
public record Step(List<String> operations, String name, Body body) {
    /** A step that asks one operation. */
    public static Step of(Operation operation, String name, Body body) {
        return new Step(List.of(operation.id()), operation.id() + ": " + name, body);
    }

    /** What a step does. */
    public interface Body {
        /** Asks, and holds the answers against the contract. */
        void run() throws Exception;
    }
}
