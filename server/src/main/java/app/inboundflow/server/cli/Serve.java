package app.inboundflow.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code serve}: answers the API until it is told to stop. */
@Command(name = "serve", description = "Serve the API until stopped (Ctrl-C).", mixinStandardHelpOptions = true)
final class Serve implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerRunner runner = new ServerRunner();

    @Override
    public void run() {
        runner.run(spec.commandLine().getOut(), session -> address -> {});
    }
}
