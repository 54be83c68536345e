package app.inboundflow.server;

import app.inboundflow.server.cli.InboundFlow;

/** Entry point. */
public final class Application {
    private Application() {}

    /** Runs the command that the arguments name, and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(InboundFlow.run(arguments));
    }
}
