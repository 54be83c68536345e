package app.inboundflow.server.cli;

import static app.inboundflow.server.ndjson.NdjsonLines.call;
import static app.inboundflow.server.ndjson.NdjsonLines.contact;
import static app.inboundflow.server.ndjson.NdjsonLines.id;
import static app.inboundflow.server.ndjson.NdjsonLines.lead;
import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.CommandProcess;
import app.inboundflow.server.CommandProcess.Result;
import app.inboundflow.server.ndjson.Resource;
import app.inboundflow.server.ndjson.TransferHome;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} and {@code export} as an operator runs them: processes with arguments, streams and exit codes. */
@Timeout(120)
@ExtendWith(TransferHome.Shared.class)
class ImportExportTest {
    private static final int MANY = 20_000;

    private final TransferHome home;

    @TempDir
    Path files;

    ImportExportTest(TransferHome home) {
        this.home = home;
    }

    @Test
    void importOfAnExportExportsTheSame() throws Exception {
        var first = home.organization().toString();
        write("leads.ndjson", lead(3, 2, 1));
        write("calls-2026.ndjson", call(2, 1, "[{\"role\":\"user\",\"content\":\"💥\",\"confidence\":0.10}]"));
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(files.resolve("contacts.ndjson.gz")))) {
            gzip.write(contact(1, "+14155551234").getBytes(StandardCharsets.UTF_8));
        }
        var imported =
                run("import", "--organization", first, "leads.ndjson", "calls-2026.ndjson", "contacts.ndjson.gz");
        assertThat(imported.out()).isEqualTo("""
                contacts: 1 new, 0 changed, 0 unchanged
                calls: 1 new, 0 changed, 0 unchanged
                leads: 1 new, 0 changed, 0 unchanged
                """);
        assertThat(imported.err()).matches("Read 3 lines in \\d+\\.\\d s\\.\n");
        assertThat(imported.exitCode()).isZero();

        var exported = run("export", "--organization", first, "--resource", "calls");
        assertThat(exported.exitCode()).isZero();
        assertThat(exported.err()).isEmpty();
        assertThat(exported.out()).isEqualTo(Files.readString(files.resolve("calls-2026.ndjson")) + "\n");

        var second = home.organization();
        home.load(second, TransferHome.source(Resource.CONTACTS, contact(1, "+14155551234")));
        write("exported", exported.out());
        var standardInput = builder("import", "--organization", second.toString(), "--resource", "calls", "-");
        assertThat(CommandProcess.run(standardInput.redirectInput(
                                files.resolve("exported").toFile()))
                        .out())
                .isEqualTo("calls: 1 new, 0 changed, 0 unchanged\n");
        assertThat(home.export(second, Resource.CALLS)).isEqualTo(exported.out());
    }

    @Test
    void importOfAnExportOfAllMakesEveryOrganizationAgain() throws Exception {
        clear();
        var organization = home.organization();
        home.load(
                organization,
                TransferHome.source(Resource.CONTACTS, contact(1, "+14155551234")),
                TransferHome.source(Resource.CALLS, call(2, 1, "[{\"role\":\"user\",\"content\":\"💥\"}]")),
                TransferHome.source(Resource.LEADS, lead(3, 2, 1)));
        home.query("UPDATE organizations SET retention_days = 365 RETURNING id");
        var empty = home.organization();
        var before = everything(organization, empty);

        assertThat(run("export", "--all", "backup").out()).isEqualTo("Exported 2 organizations to backup.\n");
        clear();
        var imported = run("import", "--all", "backup");

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("Organization " + organization + """

                contacts: 1 new, 0 changed, 0 unchanged
                calls: 1 new, 0 changed, 0 unchanged
                leads: 1 new, 0 changed, 0 unchanged
                appointments: 0 new, 0 changed, 0 unchanged
                """);
        assertThat(everything(organization, empty)).isEqualTo(before);
        assertThat(Files.getPosixFilePermissions(files.resolve("backup")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    private void clear() throws SQLException {
        try (var connection = home.connect();
                var statement = connection.createStatement()) {
            statement.execute("TRUNCATE organizations CASCADE");
        }
    }

    private List<String> everything(UUID... organizations) {
        return Stream.concat(
                        home
                                .query(
                                        "SELECT id || name || plan || coalesce(retention_days, 0) FROM organizations ORDER BY id")
                                .stream(),
                        Stream.of(organizations).flatMap(each -> Stream.of(Resource.values())
                                .map(resource -> home.export(each, resource))))
                .toList();
    }

    @Test
    void importSaysWhatIsWrongAndWhatToDoNext() throws Exception {
        var organization = home.organization().toString();
        write("contacts.ndjson", contact(1, "+11") + "\n\n" + contact(2, "12"));
        var refused = run("import", "--organization", organization, "contacts.ndjson");
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).isEqualTo("""
                contacts.ndjson:3: phone must be a phone number in E.164 form, such as +14155551234
                Nothing was written. Correct the line and import again; --check lists every bad line at once.
                """);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(home.query("SELECT id FROM contacts WHERE organization_id = '" + organization + "'"))
                .isEmpty();

        write("leads.ndjson", "{}\n" + lead(1, 8, null));
        var checked = run("import", "--check", "--organization", organization, "leads.ndjson", "contacts.ndjson");
        assertThat(checked.out()).isEmpty();
        assertThat(checked.err().lines().filter(line -> !line.startsWith("Read ")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("leads.ndjson:1: id is required; ")
                                .endsWith("; and 8 more"),
                        line -> assertThat(line).startsWith("leads.ndjson:2: call_log_id must be the id of a call "),
                        line -> assertThat(line).startsWith("contacts.ndjson:3: phone must be "),
                        line -> assertThat(line)
                                .isEqualTo("Nothing was written. Correct the lines above and check again."));
        assertThat(checked.exitCode()).isEqualTo(1);

        write("contacts.ndjson", contact(1, "+11"));
        checked = run("import", "--check", "--organization", organization, "contacts.ndjson");
        assertThat(checked.out()).isEqualTo("All lines are valid. Nothing was written.\n");
        assertThat(checked.exitCode()).isZero();
        assertThat(home.query("SELECT id FROM contacts WHERE organization_id = '" + organization + "'"))
                .isEmpty();

        var nobody = UUID.randomUUID().toString();
        var unknown = run("import", "--organization", nobody, "contacts.ndjson");
        assertThat(unknown.err())
                .isEqualTo("There is no organization " + nobody + "; \"organizations list\" lists them.\n");
        assertThat(unknown.exitCode()).isEqualTo(1);
    }

    @Test
    void importSaysWhenSomebodyElseWroteTheSame() throws Exception {
        var id = home.organization();
        var organization = id.toString();
        home.load(id, TransferHome.source(Resource.CONTACTS, contact(3, "+13")));
        write("contacts.ndjson", contact(1, "+11"));
        try (var other = home.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO contacts SELECT '" + organization + "', '" + id(2)
                    + "', '+11', NULL, NULL, NULL, 'api', 0, NULL, NULL, now(), now()");
            var process = builder("import", "--organization", organization, "contacts.ndjson")
                    .start();
            while (process.isAlive()
                    && home.query("SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty()) {
                Thread.sleep(50);
            }
            other.commit();
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Somebody else changed the same data at the same time, so nothing was written: ")
                    .endsWith("Try again.\n");
        }
    }

    @Test
    void importAndExportOfManyCallsNeedLittleMemory() throws Exception {
        var organization = home.organization().toString();
        var process = builder("import", "--organization", organization, "--resource", "calls", "-")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var messages = "[{\"role\":\"user\",\"content\":\"" + "Hello ".repeat(600) + "\"}]";
        try (var in = process.getOutputStream()) {
            for (var i = 0; i < MANY; i++) {
                in.write((call(i, null, messages) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(process.inputReader().readLine()).isEqualTo("calls: 20000 new, 0 changed, 0 unchanged");

        var export = builder("export", "--organization", organization, "--resource", "calls");
        process = export.start();
        assertThat(process.inputReader().lines().count()).isEqualTo(MANY);
        assertThat(process.waitFor()).isZero();

        // As head does: read a little and go.
        process = export.start();
        try (var out = process.getInputStream()) {
            assertThat(out.readNBytes(1000)).hasSize(1000);
        }
        assertThat(process.errorReader().lines()).isEmpty();
        assertThat(process.waitFor()).isZero();

        if (new File("/dev/full").exists()) {
            process = export.redirectOutput(new File("/dev/full")).start();
            assertThat(process.errorReader().lines())
                    .singleElement()
                    .asString()
                    .startsWith("Standard output takes no more, so the export is not complete: ");
            assertThat(process.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void importEndsWithAMessageWhenAThreadThatParsesFails() throws Exception {
        var organization = home.organization().toString();
        var deep = "[{\"role\":\"\",\"content\":\"\",\"deep\":[" + "[],".repeat(5_000_000) + "[]]}]";
        write("calls.ndjson", call(1, null, "[]") + "\n" + call(2, null, deep));
        var failed = run("import", "--organization", organization, "calls.ndjson");
        assertThat(failed.err())
                .endsWith("A line needs more memory than there is. Nothing was written."
                        + " Give more with INBOUNDFLOW_JAVA_OPTIONS=-Xmx1g.\n");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(home.query("SELECT id FROM calls WHERE organization_id = '" + organization + "'"))
                .isEmpty();
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return CommandProcess.run(builder(arguments));
    }

    private ProcessBuilder builder(String... arguments) {
        return CommandProcess.builder(home.directory(), List.of("-Xmx64m"), arguments)
                .directory(files.toFile());
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(files.resolve(file), text);
    }
}
