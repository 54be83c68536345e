package app.inboundflow.check;

/** Something that an answer says, or means, and the contract does not. */
public final class Violation extends AssertionError {
    private final String sentence;
    private final String curl;
    private final String seen;

    /**
     * A violation.
     *
     * @param sentence of the contract that is not true
     * @param curl a command that asks the same again
     * @param seen what came instead
     */
    Violation(String sentence, String curl, String seen) {
        super(seen + "\nThe contract says: " + sentence + "\nRepeat it with: " + curl);
        this.sentence = sentence;
        this.curl = curl;
        this.seen = seen;
    }

    /** The sentence of the contract. */
    public String sentence() {
        return sentence;
    }

    /** A command that asks the same again, with {@code $INBOUNDFLOW_API_KEY} for the key. */
    public String curl() {
        return curl;
    }

    /** What was seen, in words. */
    public String seen() {
        return seen;
    }
}
