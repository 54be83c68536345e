package app.inboundflow.server.cli;

import picocli.CommandLine.Command;

/** {@code demo}. */
@Command(name = "demo", description = "Serve with a demo organization.", mixinStandardHelpOptions = true)
final class Demo implements Runnable {
    @Override
    public void run() {
        throw new CommandFailure("not yet");
    }
}
