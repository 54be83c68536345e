package app.inboundflow.server.cli;

import picocli.CommandLine.Command;

/** {@code export}. */
@Command(name = "export", description = "Export NDJSON.", mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {
    @Override
    public void run() {
        throw new CommandFailure("not yet");
    }
}
