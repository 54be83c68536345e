package app.inboundflow.check;

/**
 * What is wrong with one answer.
 *
 * @param sentence what the contract says of the place
 * @param seen what is there instead
 */
public record Objection(String sentence, String seen) {
    @Override
    public String toString() {
        return seen;
    }
}
