package app.inboundflow.server.cli;

import picocli.CommandLine.Command;

/** {@code import}. */
@Command(name = "import", description = "Import NDJSON.", mixinStandardHelpOptions = true)
final class ImportCommand implements Runnable {
    @Override
    public void run() {
        throw new CommandFailure("not yet");
    }
}
