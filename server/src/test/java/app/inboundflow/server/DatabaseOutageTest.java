package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {
    private static final String HOME = "test-home-outage";

    @Test
    void everyOperationAnswers503WithoutADatabaseAndRecoversByItself() throws Exception {
        try (var server = TestServer.in(HOME)) {
            var organization = server.organization();
            var api = organization.api();
            var cold = organization.api();
            api.get("/v1/me").expect(200);
            assertThat(HttpTest.plain(server, "/health/readiness").status()).isEqualTo(200);

            stopPostgres();
            for (var answer : atOnce(List.of(
                    () -> withinSeconds(8, () -> api.get("/v1/calls")),
                    () -> withinSeconds(
                            8, () -> api.createContact("{\"phone\": \"+14155559999\"}", "Idempotency-Key", "k")),
                    () -> withinSeconds(8, () -> cold.get("/v1/me"))))) {
                // On a busy machine the look-up of the cold key is given up before its connection is.
                assertThat(answer.get().expect(503).json().optString("detail"))
                        .isIn(
                                "The database cannot be reached. Try again in 5 seconds.",
                                "The API key could not be looked up in time. Try again in 5 seconds.");
                assertThat(answer.get().json().optString("code")).isEqualTo("service_unavailable");
                assertThat(answer.get().header("Retry-After")).isEqualTo("5");
            }
            // What needs no database is answered as ever.
            server.anonymous().get("/v1/me").expect(401);
            assertThat(HttpTest.plain(server, "/health/liveness").status()).isEqualTo(200);
            var readiness = withinSeconds(8, () -> HttpTest.plain(server, "/health/readiness"));
            assertThat(readiness.status()).isEqualTo(503);
            assertThat(readiness.body()).contains("\"DOWN\"").doesNotContain("xception", "postgres");

            try (var revived = TestServer.open(HOME)) {
                assertThat(revived).isNotNull();
                var since = System.nanoTime();
                while (api.get("/v1/calls").status() != 200) {
                    assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(20));
                }
                cold.get("/v1/me").expect(200);
                api.createContact("{\"phone\": \"+14155559999\"}", "Idempotency-Key", "k")
                        .expect(201);
                // It is asked of the database once a second.
                since = System.nanoTime();
                while (HttpTest.plain(server, "/health/readiness").status() != 200) {
                    assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));
                }
            }
        }
    }

    private static List<Future<Answer>> atOnce(List<Callable<Answer>> requests) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(requests);
        }
    }

    private interface Request {
        Answer send() throws Exception;
    }

    private static Answer withinSeconds(int seconds, Request request) throws Exception {
        var since = System.nanoTime();
        var answer = request.send();
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(seconds));
        return answer;
    }

    private static void stopPostgres() throws IOException {
        var pid = Files.readAllLines(TestServer.path(HOME).resolve("data/postmaster.pid"))
                .getFirst();
        var postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
    }
}
