package app.inboundflow.server.cli;

import app.inboundflow.server.ndjson.Exporter;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code export}. */
@Command(
        name = "export",
        description = {
            "Write contacts, calls, leads or appointments to standard output.",
            "",
            "One JSON object a line, oldest first, in the shape in which the API shows it (calls with their messages);"
                    + " import reads it again.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  inboundflow export --organization ID --resource calls | gzip > calls.ndjson.gz"})
final class ExportCommand implements Runnable {
    // stat(2)
    private static final int FILE_TYPE = 0xF000;
    private static final int PIPE = 0x1000;
    private static final int SOCKET = 0xC000;

    @Option(names = "--organization", required = true, paramLabel = "ID", description = "Whose data.")
    private UUID organization = new UUID(0, 0);

    @Option(
            names = "--resource",
            required = true,
            paramLabel = "RESOURCE",
            description = "What to write: contacts, calls, leads or appointments.")
    private String resource = "";

    @Override
    public void run() {
        var wanted = ImportCommand.named(resource);
        try (var session = Session.open()) {
            Keys.requireOrganization(session, organization);
            // Not System.out, which keeps it to itself when a disk is full.
            var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
            session.bean(Exporter.class).export(organization, wanted, out);
            out.flush();
        } catch (IOException failed) {
            if (!isPipe()) {
                throw new CommandFailure("Standard output takes no more, so the export is not complete: "
                        + failed.getMessage() + ". Make room and export again.");
            }
        }
    }

    /**
     * Whether standard output is a pipe or a socket. To these a write fails only when the reader has seen enough, as {@code head}
     * has; the system's message would say so in the language of the user.
     */
    private static boolean isPipe() {
        try {
            var type = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") & FILE_TYPE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
