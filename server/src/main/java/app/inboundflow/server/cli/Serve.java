package app.inboundflow.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve}: answers the API until it is told to stop. */
@Command(name = "serve", description = "Serve the API until stopped (Ctrl-C).", mixinStandardHelpOptions = true)
final class Serve implements Runnable {
    @Mixin
    private ServerRunner runner = new ServerRunner();

    @Override
    public void run() {
        runner.run((session, out) -> address -> {});
    }
}
