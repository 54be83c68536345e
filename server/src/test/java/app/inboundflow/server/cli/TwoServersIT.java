package app.inboundflow.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two server processes on one database. */
class TwoServersIT {
    @TempDir
    private static Path home;

    private final Launched inboundflow = new Launched(home, Map.of("INBOUNDFLOW_RATE_LIMITS", "shared"));
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void limitsAndRevocationsHoldOnEveryServer() throws Exception {
        try (var one = inboundflow.serve();
                var other = inboundflow.serve()) {
            var organization = inboundflow
                    .run("organizations", "create", "--name", "Two", "--plan", "Plan")
                    .out()
                    .strip();
            var key = inboundflow
                    .run("keys", "create", "--organization", organization, "--requests-per-minute", "60")
                    .out()
                    .strip();
            var answers = requests(List.of(one, other), key, 600);
            assertThat(answers).allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 429);
            assertThat(answers.stream()
                            .filter(answer -> answer.statusCode() == 200)
                            .map(answer -> Integer.valueOf(answer.headers()
                                    .firstValue("X-RateLimit-Remaining")
                                    .orElseThrow())))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 60).boxed().toList());

            var listed = inboundflow
                    .run("keys", "list", "--organization", organization)
                    .out();
            var id = listed.lines().skip(1).findFirst().orElseThrow().split(" ")[0];
            assertThat(inboundflow.run("keys", "revoke", id).exitCode()).isZero();
            var since = Instant.now();
            for (var server : List.of(one, other)) {
                while (get(server, key).statusCode() != 401) {
                    assertThat(since).isAfter(Instant.now().minus(Duration.ofSeconds(5)));
                }
            }
        }
    }

    /** Sends requests from 20 clients, each to the servers by turns. */
    private List<HttpResponse<String>> requests(List<Launched.Server> servers, String key, int count) throws Exception {
        try (var clients = Executors.newFixedThreadPool(20)) {
            var requests = IntStream.range(0, count)
                    .<Callable<HttpResponse<String>>>mapToObj(i -> () -> get(servers.get(i % servers.size()), key))
                    .toList();
            return clients.invokeAll(requests).stream()
                    .map(answer -> answer.resultNow())
                    .toList();
        }
    }

    private HttpResponse<String> get(Launched.Server server, String key) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/v1/me"))
                        .header("Authorization", "Bearer " + key)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
