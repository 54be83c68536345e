package app.inboundflow.check;

/** Why nothing was checked, and what to do about it. */
final class CouldNotRun extends RuntimeException {
    CouldNotRun(String message) {
        super(message);
    }
}
