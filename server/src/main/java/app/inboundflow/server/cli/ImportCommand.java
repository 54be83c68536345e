package app.inboundflow.server.cli;

import app.inboundflow.server.ndjson.Backup;
import app.inboundflow.server.ndjson.Importer;
import app.inboundflow.server.ndjson.InvalidLinesException;
import app.inboundflow.server.ndjson.Source;
import app.inboundflow.server.ndjson.UnreadableSourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}. */
@Command(
        name = "import",
        description = {
            "Import contacts, calls, leads and appointments, all or nothing.",
            "",
            "A file has one JSON object a line, in the shape in which the API shows it (calls with their messages), and"
                    + " may be gzipped. What the organization has with the same id already is brought up to date, so"
                    + " importing twice changes nothing. The order of the files does not matter.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  inboundflow import --organization ID contacts.ndjson calls.ndjson.gz",
            "  gunzip -c backup.gz | inboundflow import --organization ID --resource calls -",
            "  inboundflow import --all backup-2026-11-25"
        })
final class ImportCommand implements Runnable {
    private static final String NOTHING_WRITTEN = "Nothing was written.";

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    private static final class What {
        @Option(names = "--organization", required = true, paramLabel = "ID", description = "Whose data it becomes.")
        private @Nullable UUID organization;

        @Option(
                names = "--all",
                required = true,
                paramLabel = "DIRECTORY",
                description =
                        "Import what export --all wrote, each organization all or nothing; those that are missing are"
                                + " made, with the same ids.")
        private @Nullable Path all;
    }

    @Option(
            names = "--resource",
            paramLabel = "RESOURCE",
            description = "What the files hold: contacts, calls, leads or appointments (default: what their names begin"
                    + " with, as in calls.ndjson).")
    private @Nullable String resource;

    @Option(names = "--check", description = "Only find out whether it can be imported, and list the invalid lines.")
    private boolean check;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Files to import; - is standard input, and needs --resource.")
    private List<String> files = List.of();

    @Override
    public void run() {
        if (what.all != null) {
            importAll(what.all);
            return;
        }
        if (files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Name the files to import.");
        }
        var wanted = new ImportFiles(files, resource);
        var sources = wanted.sources();
        try (var session = Session.openToImport()) {
            Keys.requireOrganization(session, what.organization);
            transfer(session, what.organization, sources, wanted.bytes())
                    .forEach(spec.commandLine().getOut()::println);
        }
    }

    private void importAll(Path directory) {
        if (!files.isEmpty() || resource != null || check) {
            throw new ParameterException(spec.commandLine(), "--all takes no files, no --resource and no --check.");
        }
        try {
            var organizations = Backup.list(directory);
            if (organizations.isEmpty()) {
                throw new CommandFailure(
                        directory + " holds no organization; name the directory that export --all made.");
            }
            try (var session = Session.openToImport()) {
                for (var each : organizations) {
                    importBackup(session, each);
                }
            }
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    "Cannot read " + unreadable.getMessage() + "; name the directory that export --all made.");
        }
    }

    private void importBackup(Session session, Path directory) throws IOException {
        var saved = new ImportFiles(
                Backup.files(directory).stream().map(Path::toString).toList(), null);
        var sources = saved.sources();
        var organization = session.bean(Backup.class).restore(directory);
        var out = spec.commandLine().getOut();
        out.println("Organization " + organization);
        transfer(session, organization, sources, saved.bytes()).forEach(out::println);
        out.flush();
    }

    /** What to tell the operator of it. */
    private List<?> transfer(Session session, UUID organization, List<Source> sources, long bytes) {
        var err = spec.commandLine().getErr();
        try (var progress = ImportProgress.begin(err, bytes)) {
            if (check) {
                session.bean(Importer.class).check(organization, sources, progress);
                return List.of("All lines are valid. " + NOTHING_WRITTEN);
            }
            return session.bean(Importer.class).run(organization, sources, progress);
        } catch (InvalidLinesException invalid) {
            invalid.lines().forEach(err::println);
            throw new CommandFailure(explain(invalid.lines().size()));
        } catch (UnreadableSourceException unreadable) {
            throw new CommandFailure(unreadable.getMessage() + " " + NOTHING_WRITTEN);
        } catch (OutOfMemoryError tooLittle) {
            throw new CommandFailure("A line needs more memory than there is. " + NOTHING_WRITTEN
                    + " Give more with INBOUNDFLOW_JAVA_OPTIONS=-Xmx1g.");
        } catch (RuntimeException failed) {
            throw Failures.explainWrite(failed, session.database().description());
        }
    }

    private String explain(int lines) {
        if (!check) {
            return NOTHING_WRITTEN + " Correct the line and import again; --check lists every bad line at once.";
        }
        return NOTHING_WRITTEN + " "
                + (lines < Importer.MOST_INVALID_LINES
                        ? "Correct the lines above and check again."
                        : "Correct the lines above and check again; there may be more than these " + lines + ".");
    }
}
