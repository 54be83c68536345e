package app.inboundflow.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The product as it is handed over: the launcher, the packaged jar, processes, signals. */
class LauncherIT {
    @TempDir
    private static Path home;

    private final Launched inboundflow = new Launched(home, Map.of());
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void serveAnswersWhileCommandsRunBesideIt() throws Exception {
        try (var server = inboundflow.serve()) {
            var created =
                    inboundflow.run("organizations", "create", "--name", "Dave Auto Shop", "--plan", "Starter Plan");
            assertThat(created.exitCode()).isZero();
            var organization = created.out().strip();
            assertThat(UUID.fromString(organization)).hasToString(organization);
            assertThat(inboundflow.run("organizations", "list").out()).contains(organization, "Dave Auto Shop");

            var minted = inboundflow.run("keys", "create", "--organization", organization, "--scopes", "calls:read");
            var key = minted.out().strip();
            assertThat(key).matches("sk_live_[0-9A-Za-z]{39}");
            assertThat(minted.err()).contains(" INFO  audit: key created organization_id=" + organization + " key_id=");
            assertThat(minted.err()).doesNotContain(key);
            assertThat(get(server, "/v1/me", key).body()).contains(organization, "[\"calls:read\"]");
            assertThat(get(server, "/v1/leads", key).statusCode()).isEqualTo(403);

            var listed = inboundflow
                    .run("keys", "list", "--organization", organization)
                    .out();
            assertThat(listed).contains(key.substring(0, 14) + "…", "valid").doesNotContain(key);

            var id = listed.lines().skip(1).findFirst().orElseThrow().split(" ")[0];
            assertThat(inboundflow.run("keys", "revoke", id).err())
                    .contains(" INFO  audit: key revoked key_id=" + id + " user=");
            var revoked = Instant.now();
            while (get(server, "/v1/me", key).statusCode() != 401) {
                assertThat(revoked).isAfter(Instant.now().minus(Duration.ofSeconds(5)));
            }
            assertThat(server.stop()).isEqualTo(143);
        }
        assertThat(inboundflow.run("organizations", "list").out())
                .as("without the server")
                .contains("Dave Auto Shop");
    }

    @Test
    void whatWasAcknowledgedSurvivesKillingServerAndPostgres() throws Exception {
        var organization = inboundflow
                .run("organizations", "create", "--name", "Crash", "--plan", "Plan")
                .out()
                .strip();
        var key = inboundflow
                .run("keys", "create", "--organization", organization, "--requests-per-minute", "100000")
                .out()
                .strip();
        var acknowledged = new ArrayList<String>();
        for (var round = 0; round < 2; round++) {
            try (var server = inboundflow.serve()) {
                for (var i = 0; i < 50; i++) {
                    var phone = "+1415555%02d%02d".formatted(round, i);
                    assertThat(post(server, "/v1/contacts", key, "{\"phone\":\"" + phone + "\"}")
                                    .statusCode())
                            .isEqualTo(201);
                    acknowledged.add(phone);
                }
                if (round == 1) {
                    killPostgres();
                }
                server.process().destroyForcibly().waitFor();
            }
        }
        try (var server = inboundflow.serve()) {
            var stored = get(server, "/v1/contacts?limit=100", key).body();
            assertThat(acknowledged).hasSize(100).allSatisfy(phone -> assertThat(stored)
                    .contains(phone));
            assertThat(server.stop()).isEqualTo(143);
        }
    }

    @Test
    void serveSaysInOneLineThatThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var refused = inboundflow.run("serve", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(lastLines(refused))
                    .containsExactly("Port " + taken.getLocalPort()
                            + " of 127.0.0.1 is taken; stop what listens there, or choose another with --port.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "organizations list"})
    void commandsSayInOneLineThatTheDatabaseIsAway(String command) throws Exception {
        var nowhere = new Launched(home, Map.of("INBOUNDFLOW_DATABASE_URL", "postgres://me:secret@127.0.0.1:1/none"));
        var refused = nowhere.run(command.split(" "));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(lastLines(refused))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("The database at jdbc:postgresql://127.0.0.1:1/none cannot be used:")
                .doesNotContain("secret");
    }

    @Test
    void trainSendsItselfRequestsAndStops() throws Exception {
        var asked = inboundflow.run("train", "--port", "0", "--requests", "100");
        assertThat(asked.exitCode()).as(asked.err()).isZero();
        assertThat(asked.out()).contains("Sent 100 requests.");
    }

    @Test
    void trainDoesNotUseADatabaseThatOthersMayNeed() throws Exception {
        var refused =
                new Launched(home, Map.of("INBOUNDFLOW_DATABASE_URL", "postgres://127.0.0.1:1/none")).run("train");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(lastLines(refused))
                .containsExactly(
                        "train writes data that nobody needs, and only into an embedded database. Unset INBOUNDFLOW_DATABASE_URL.");
    }

    private static List<String> lastLines(Launched.Result result) {
        // The log tells of the embedded PostgreSQL's starts and stops in lines that begin with a time.
        return result.err()
                .lines()
                .filter(line -> !line.matches("\\d{4}-\\d{2}-.*"))
                .toList();
    }

    private static void killPostgres() throws IOException {
        var pid = Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst();
        ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly();
    }

    private HttpResponse<String> get(Launched.Server server, String path, String key) throws Exception {
        return http.send(request(server, path, key).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(Launched.Server server, String path, String key, String body) throws Exception {
        var request = request(server, path, key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Launched.Server server, String path, String key) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).header("Authorization", "Bearer " + key);
    }
}
