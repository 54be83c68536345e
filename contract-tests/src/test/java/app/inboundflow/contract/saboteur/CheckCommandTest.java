package app.inboundflow.contract.saboteur;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Main;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code check}: what it prints, what it leaves, and how it ends. */
class CheckCommandTest {
    private final LiveServer server = LiveServer.shared();

    @TempDir
    Path directory;

    private record Result(int exitCode, String output) {}

    private Result check(String... arguments) {
        var words = new ArrayList<>(List.of("--report", directory.toString()));
        words.addAll(List.of(arguments));
        var output = new ByteArrayOutputStream();
        var exitCode = Main.run(words, new PrintStream(output, true, StandardCharsets.UTF_8));
        return new Result(exitCode, output.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aDeploymentThatIsAsDocumentedPasses() throws Exception {
        var dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        dave.fill();
        var other = server.createOrganization("Mary Auto Shop", "Starter Plan").key();

        var result = check(server.url(), "--key", dave.key(), "--other-key", other, "--write");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("✓ As documented", ", 0 do not, 0 could not run");
        assertThat(Files.readString(directory.resolve("junit.xml"))).contains("failures=\"0\"", "<testcase ");
    }

    @Test
    void aLieIsNamedWithItsSentenceAndARequestThatShowsIt() throws Exception {
        var dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        dave.fill();
        try (var proxy =
                new Proxy(server.url(), (request, upstream) -> upstream.send(Lies.with(request, "urgency", "")))) {
            var result = check(proxy.url(), "--key", dave.key());

            assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
            assertThat(result.output())
                    .contains(
                            "✗ listLeads: each filter keeps what it names",
                            "The contract says: urgency: Only leads of this urgency.",
                            "Repeat it with: curl -i '" + proxy.url()
                                    + "/v1/leads?urgency=low&limit=100' -H \"Authorization:"
                                    + " Bearer $INBOUNDFLOW_API_KEY\"");
            assertThat(Files.readString(directory.resolve("report.html"))).contains("✗ Not as documented");
            assertThat(Files.readString(directory.resolve("junit.xml"))).contains("<failure message=\"urgency: Only");
        }
    }

    @Test
    void whatTheKeyMayNotReadIsNotChecked() {
        var dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        dave.fill();

        var result = check(server.url(), "--key", dave.key(List.of("leads:read"), Organization.UNLIMITED));

        assertThat(result.output())
                .contains("– Not all was checked", ", 0 do not, ", "the key lacks one of the scopes");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void whatCannotBeCheckedSaysWhatToDo() {
        var key = server.createOrganization("Dave Auto Shop", "Starter Plan").key();
        requireNotRun("cannot be reached. Is a server running there?", "http://127.0.0.1:1", "--key", key);
        requireNotRun("does not take this key", server.url(), "--key", "sk_live_wrong");
        requireNotRun("/v1/me answers 404. Is this the API's address?", server.url() + "/api", "--key", key);
        requireNotRun("There is no file none.yaml", server.url(), "--key", key, "--openapi", "none.yaml");
        requireNotRun("Unknown option: '--colour'", server.url(), "--colour");
    }

    private void requireNotRun(String advice, String... arguments) {
        var result = check(arguments);
        assertThat(result.output()).contains(advice);
        assertThat(result.exitCode()).isEqualTo(2);
    }
}
