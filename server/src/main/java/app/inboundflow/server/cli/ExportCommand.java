package app.inboundflow.server.cli;

import app.inboundflow.server.ndjson.Backup;
import app.inboundflow.server.ndjson.Exporter;
import app.inboundflow.server.ndjson.Resource;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code export}. */
@Command(
        name = "export",
        description = {
            "Write contacts, calls, leads or appointments to standard output, or all to files.",
            "",
            "One JSON object a line, oldest first, in the shape in which the API shows it (calls with their messages);"
                    + " import reads it again.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  inboundflow export --organization ID --resource calls | gzip > calls.ndjson.gz",
            "  inboundflow export --all backup-2026-11-25"
        })
final class ExportCommand implements Runnable {
    // stat(2)
    private static final int FILE_TYPE = 0xF000;
    private static final int PIPE = 0x1000;
    private static final int SOCKET = 0xC000;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    private static final class What {
        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable One one;

        @Option(
                names = "--all",
                required = true,
                paramLabel = "DIRECTORY",
                description =
                        "Write everything of all organizations, as it is at one moment, to a directory that this makes;"
                                + " import --all reads it. API keys are not part of it.")
        private @Nullable Path all;
    }

    private static final class One {
        @Option(names = "--organization", required = true, paramLabel = "ID", description = "Whose data.")
        private UUID organization = new UUID(0, 0);

        @Option(
                names = "--resource",
                required = true,
                paramLabel = "RESOURCE",
                description = "What to write: contacts, calls, leads or appointments.")
        private String resource = "";
    }

    @Override
    public void run() {
        if (what.all != null) {
            exportAll(what.all);
        } else if (what.one != null) {
            export(what.one.organization, ImportFiles.resource(what.one.resource));
        }
    }

    private void exportAll(Path directory) {
        if (Files.exists(directory)) {
            throw new CommandFailure(directory + " exists; name a directory that is still to be made.");
        }
        try (var session = Session.open()) {
            var organizations = session.bean(Backup.class).write(directory);
            spec.commandLine().getOut().println("Exported " + organizations + " organizations to " + directory + ".");
        } catch (IOException | UncheckedIOException failed) {
            throw new CommandFailure("The export to " + directory + " is not complete: " + failed.getMessage()
                    + ". Make room, or choose another directory, and export again.");
        }
    }

    private static void export(UUID organization, Resource wanted) {
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
