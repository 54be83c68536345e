package app.inboundflow.server.cli;

/** A command that cannot do its work; the message says why and what to do next, in words for an operator. */
final class CommandFailure extends RuntimeException {
    CommandFailure(String message) {
        super(message);
    }
}
