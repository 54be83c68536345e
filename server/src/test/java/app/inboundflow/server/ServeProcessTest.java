package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code serve} as a process of its own, beside the server of the other tests on the same database. */
@Timeout(90)
class ServeProcessTest {
    private static final String JOHN = "{\"phone\": \"+14155559999\"}";
    private static final Duration SECONDS = Duration.ofSeconds(10);

    private final Organization organization = Organization.create();
    private final String key = organization.key();

    @Test
    void createContactIsCarriedOutByTheOtherServerWithinSeconds() throws Exception {
        var other = organization.api(key);
        var process = serve();
        try (var importing = TestServer.shared().sql().connect()) {
            var dying = new Api(url(process), key);
            dying.get("/v1/contacts").expect(200);
            importing.setAutoCommit(false);
            try (var insert = importing.prepareStatement("""
                    INSERT INTO contacts (organization_id, id, phone, source, total_calls, created_at, updated_at)
                    VALUES (?, gen_random_uuid(), '+14155559999', 'import', 0, now(), now())
                    """)) {
                insert.setObject(1, organization.id());
                insert.execute();
            }
            // It has claimed the key, and waits for the import.
            var lost = CompletableFuture.supplyAsync(() -> dying.createContact(JOHN, "Idempotency-Key", "k"));
            Locks.awaitWaiting(1);
            process.destroyForcibly().waitFor();
            importing.rollback();

            assertThat(lost).failsWithin(SECONDS);
            assertThat(repeat(other).header("Idempotency-Replayed")).isEmpty();
            assertThat(other.createContact(JOHN, "Idempotency-Key", "k")
                            .expect(201)
                            .header("Idempotency-Replayed"))
                    .isEqualTo("true");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void listCallsIs503WithinTenSecondsWhileTheTableIsLocked() throws Exception {
        var process = serve();
        try (var lock = TestServer.shared().sql().connect();
                var statement = lock.createStatement()) {
            var api = new Api(url(process), key);
            api.get("/v1/calls").expect(200);
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE calls");

            assertThat(CompletableFuture.supplyAsync(() -> api.get("/v1/calls").status()))
                    .succeedsWithin(SECONDS)
                    .isEqualTo(503);
        } finally {
            process.destroyForcibly();
        }
    }

    /** All of them together would be several times the memory that the server has. */
    @Test
    void answersThatNobodyReadsLeaveMemoryForOthers() throws Exception {
        var call = organization.call("transcript", "x".repeat(990_000));
        for (var i = 0; i < 3; i++) {
            organization.call("transcript", "x".repeat(990_000));
        }
        var process = serve("-Xmx128m", "-XX:+ExitOnOutOfMemoryError", "-XX:NewRatio=3");
        var unread = new ArrayList<Wire>();
        try {
            var api = new Api(url(process), key);
            for (var i = 0; i < 100; i++) {
                unread.add(new Wire(api.server()));
            }
            // The first answers end in the buffers of both sides' systems.
            awaitStatus(503, () -> {
                for (var i = 0; i < unread.size(); i++) {
                    unread.get(i).request(api, i % 2 == 0 ? "GET /v1/calls/" + call : "GET /v1/calls");
                }
                return api.get("/v1/me");
            });
            for (var wire : unread) {
                wire.close();
            }
            awaitStatus(200, () -> api.get("/v1/calls"));
        } finally {
            for (var wire : unread) {
                wire.close();
            }
            process.destroyForcibly();
        }
    }

    /** To make its first event, Flight Recorder takes as long as twenty requests, and memory that stays. */
    @ParameterizedTest
    @CsvSource({"-XX:+UseSerialGC, false", "-XX:StartFlightRecording, true"})
    void requestsAreEventsOnlyInARecordingThatBeganWithTheServer(String javaOption, boolean areEvents)
            throws Exception {
        var process = serve("-Xlog:disable", javaOption);
        try {
            new Api(url(process), key).get("/v1/me").expect(200);

            assertThat(objects(process).contains("Http1RequestEvent")).isEqualTo(areEvents);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aRollingRestartFailsNoRequest() throws Exception {
        var servers = List.of(serve(), serve());
        Process next = null;
        try (var clients = new BalancedClients(organization.api(key))) {
            var apis = new ArrayList<Api>();
            for (var server : servers) {
                apis.add(new Api(url(server), key));
                clients.use(apis.getLast().server());
            }
            clients.start(4);
            clients.awaitAnswers(100);
            next = serve();
            clients.use(url(next));
            for (var i = 0; i < servers.size(); i++) {
                servers.get(i).destroy();
                awaitNotReady(apis.get(i));
                assertThat(Wire.exchange(apis.get(i), "GET /v1/me").expect(200).header("Connection"))
                        .isEqualTo("close");
                assertThat(servers.get(i).waitFor(30, TimeUnit.SECONDS)).isTrue();
                clients.awaitAnswers(100);
            }
        } finally {
            Stream.concat(servers.stream(), Stream.ofNullable(next)).forEach(Process::destroyForcibly);
        }
    }

    private static void awaitNotReady(Api api) throws IOException {
        var since = System.nanoTime();
        int status;
        do {
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(SECONDS);
            try (var wire = new Wire(api.server())) {
                wire.request(api, "GET /health/readiness");
                status = wire.answer().status();
            }
        } while (status != 503);
    }

    private static void awaitStatus(int status, Callable<Answer> request) throws Exception {
        var since = System.nanoTime();
        while (request.call().status() != status) {
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(SECONDS);
        }
    }

    private static Answer repeat(Api api) {
        var since = System.nanoTime();
        var answer = api.createContact(JOHN, "Idempotency-Key", "k");
        while (answer.status() == 409) {
            assertThat(answer.json().optString("code")).isEqualTo("idempotency_key_in_use");
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(SECONDS);
            answer = api.createContact(JOHN, "Idempotency-Key", "k");
        }
        return answer.expect(201);
    }

    /** How many objects of each class a JVM has. */
    private static String objects(Process process) throws IOException {
        var command = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        var histogram = new ProcessBuilder(
                        command.toString(), Long.toString(process.pid()), "GC.class_histogram", "-all")
                .start();
        try (var lines = histogram.inputReader()) {
            return lines.readAllAsString();
        }
    }

    private static Process serve(String... javaOptions) throws IOException {
        var builder = CommandProcess.builder(
                        TestServer.path(TestServer.HOME), List.of(javaOptions), "serve", "--port", "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("INBOUNDFLOW_DRAIN_SECONDS", "2");
        return builder.start();
    }

    /** Where a server says that it listens. */
    static URI url(Process process) throws IOException {
        var line = String.valueOf(process.inputReader().readLine());
        assertThat(line).startsWith("InboundFlow listens on http://127.0.0.1:");
        return URI.create(line.replaceFirst(".* (http://\\S+) .*", "$1"));
    }
}
