package app.inboundflow.check;

/** Why something was not checked, and what to do about it. */
final class CouldNotRun extends RuntimeException {
    CouldNotRun(String message) {
        super(message);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
