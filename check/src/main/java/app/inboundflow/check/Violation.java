package app.inboundflow.check;

/** Something that an answer says, or means, and the contract does not. */
public final class Violation extends AssertionError {
    private final String sentence;

    /**
     * A violation.
     *
     * @param sentence of the contract that is not true
     * @param curl a command that asks the same again, with {@code $INBOUNDFLOW_API_KEY} for the key
     * @param seen what came instead, in words
     */
    Violation(String sentence, String curl, String seen) {
        super(seen + "\nThe contract says: " + sentence + "\nRepeat it with: " + curl);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
