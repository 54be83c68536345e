package app.inboundflow.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the walk, which throws a {@link Violation} when an answer is not what the contract says.
 *
 * @param operations the operationIds of the operations that it asks
 * @param name for people
 * @param body what it does
 */
public record Step(List<String> operations, String name, Body body) {
    /**
     * A step of an operation.
     *
     * @param others that it asks too
     */
    public static Step of(Operation operation, String name, Body body, Operation... others) {
        var operations = Stream.concat(Stream.of(operation), Stream.of(others))
                .map(Operation::id)
                .toList();
        return new Step(operations, operation.id() + ": " + name, body);
    }

    /** What a step does. */
    public interface Body {
        /** Asks, and holds the answers against the contract. */
        void run() throws Exception;
    }
}
