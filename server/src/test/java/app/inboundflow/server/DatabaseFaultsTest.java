package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PostgreSQL can do to the requests under way, on a PostgreSQL of its own. */
class DatabaseFaultsTest {
    private static final String HOME = "test-home-faults";
    private static final Duration ANSWER_TIME = Duration.ofSeconds(10);
    private static final int KILLS = 50;

    private static TestServer server;
    private static Organization organization;
    private static Api api;

    @BeforeAll
    static void start() {
        server = TestServer.in(HOME);
        organization = server.organization();
        api = organization.api();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aConnectionThatIsKilledAnywhereIsA503AndNoWriteIsLostOrDoubled() throws Exception {
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        var failures = new AtomicInteger();
        var done = new AtomicBoolean();
        // COMMIT takes a while, so that kills meet it, too.
        server.sql().execute("""
                CREATE FUNCTION slow_commit() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_sleep(0.003); RETURN NULL; END'
                """);
        server.sql().execute("""
                CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON contacts DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION slow_commit()
                """);
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, 4)
                    .mapToObj(writer -> writers.submit(() -> write(writer, acknowledged, failures, done)))
                    .toList();
            try {
                for (var kill = 0; kill < KILLS || failures.get() < KILLS / 5; kill++) {
                    var before = acknowledged.size();
                    server.sql().execute("""
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE application_name = 'inboundflow' AND (state <> 'idle' OR pid % 2 = ?)
                            """, kill % 2);
                    while (acknowledged.size() < before + 3) {
                        running.stream().filter(Future::isDone).forEach(DatabaseFaultsTest::result);
                        Thread.onSpinWait();
                    }
                }
            } finally {
                done.set(true);
            }
            running.forEach(DatabaseFaultsTest::result);
        } finally {
            server.sql().execute("DROP FUNCTION slow_commit CASCADE");
        }
        assertThat(server.sql().texts("SELECT phone FROM contacts WHERE organization_id = ?", organization.id()))
                .containsAll(acknowledged)
                .doesNotHaveDuplicates();
    }

    /** Makes contacts until it is told to stop, each with a key of its own that is repeated until there is an answer. */
    private static Void write(int writer, Set<String> acknowledged, AtomicInteger failures, AtomicBoolean done) {
        for (var i = 0; !done.get(); i++) {
            var phone = "+1%d%08d".formatted(writer + 2, i);
            Answer answer;
            while ((answer = api.createContact("{\"phone\": \"" + phone + "\"}", "Idempotency-Key", phone)).status()
                    != 201) {
                // A request that lost its connection may still run in PostgreSQL.
                assertThat(answer.status()).as(answer.body()).isIn(503, 409);
                if (answer.status() == 503) {
                    failures.incrementAndGet();
                    assertThat(answer.header("Retry-After")).isEqualTo("5");
                    assertThat(answer.body()).doesNotContain("nothing was changed");
                } else {
                    assertThat(answer.body()).contains("idempotency_key_in_use");
                }
            }
            acknowledged.add(phone);
        }
        return null;
    }

    @ParameterizedTest
    @CsvSource({
        "53100, The database has no disk space left.",
        "53200, The database is out of resources.",
        "53300, The database accepts no more connections.",
        "58030, The database met an error of its system.",
        "25006, The database only allows reading at the moment.",
        "40001, Other work holds a lock on the same data.",
        "40P01, Other work holds a lock on the same data.",
        "55P03, Other work holds a lock on the same data.",
        "57014, The database took too long."
    })
    void whateverKeepsPostgresFromWritingIsA503ThatSaysIt(String state, String words) throws Exception {
        server.sql().execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION ''refused by a test'' USING ERRCODE = ''%s''; END'
                """.formatted(state));
        server.sql().execute("CREATE TRIGGER refuse BEFORE INSERT ON contacts FOR EACH ROW EXECUTE FUNCTION refuse()");
        try {
            for (var headers : new String[][] {{}, {"Idempotency-Key", "refused"}}) {
                var answer = api.createContact("{\"phone\": \"+14155550001\"}", headers);
                assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                assertThat(answer.json().getString("detail")).isEqualTo(words + " Try again in 5 seconds.");
                assertThat(answer.header("Retry-After")).isEqualTo("5");
            }
        } finally {
            server.sql().execute("DROP FUNCTION refuse CASCADE");
        }
    }

    @Test
    void aLockedTableIsA503WithinTenSecondsAndOtherOperationsGoOn() throws Exception {
        organization.call();
        try (var lock = server.sql().connect();
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE calls");
            var unlocked = new AtomicBoolean();
            // Whoever is refused asks again at once.
            var asking = IntStream.range(0, 60)
                    .mapToObj(client -> clients.submit(() -> {
                        while (!unlocked.get()) {
                            var answer = within(ANSWER_TIME, () -> api.get("/v1/calls"));
                            assertThat(answer.status()).as(answer.body()).isIn(503, unlocked.get() ? 200 : 503);
                        }
                        return null;
                    }))
                    .toList();
            try {
                for (var i = 0; i < 200; i++) {
                    assertThat(api.get("/v1/contacts").status()).isEqualTo(200);
                }
                assertThat(within(ANSWER_TIME, () -> api.get("/v1/calls")).status())
                        .isEqualTo(503);
            } finally {
                unlocked.set(true);
                lock.rollback();
            }
            asking.forEach(DatabaseFaultsTest::result);
        }
        api.get("/v1/calls").expect(200);
    }

    @Test
    void aStalledDatabaseIsA503WithinTenSecondsAndServesAgainByItself() throws Exception {
        organization.call();
        var cold = organization.api();
        api.get("/v1/calls").expect(200);
        var processes = stopPostgres();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = Stream.of(
                            inParallel(clients, 40, () -> api.get("/v1/calls")),
                            inParallel(clients, 10, () -> cold.get("/v1/calls")),
                            inParallel(
                                    clients,
                                    10,
                                    () -> api.createContact("{\"phone\": \"+14155550009\"}", "Idempotency-Key", "s")))
                    .flatMap(List::stream)
                    .toList();
            var readiness = within(Duration.ofSeconds(5), () -> HttpTest.plain(server, "/health/readiness"));
            assertThat(readiness.status()).isEqualTo(503);
            assertThat(HttpTest.plain(server, "/health/liveness").status()).isEqualTo(200);
            for (var answer : waiting) {
                assertThat(result(answer).status()).as(result(answer).body()).isEqualTo(503);
            }
        } finally {
            signal("CONT", processes);
        }
        var since = System.nanoTime();
        while (api.get("/v1/calls").status() != 200
                || HttpTest.plain(server, "/health/readiness").status() != 200) {
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(20));
        }
        cold.get("/v1/me").expect(200);
    }

    @Test
    void aDatabaseThatOnlyReadsAnswersGetsAndRefusesWritesWith503() throws SQLException {
        organization.call();
        setReadOnly("on");
        try {
            api.get("/v1/calls").expect(200);
            var answer = api.createContact("{\"phone\": \"+14155550002\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains("The database only allows reading at the moment.");
        } finally {
            setReadOnly("off");
        }
        api.createContact("{\"phone\": \"+14155550002\"}").expect(201);
    }

    /** A request that outlasts the time to finish when the server stops. */
    @Test
    void aPoolThatIsClosedMeanwhileIsA503() throws SQLException {
        try (var stopping = TestServer.with(Map.of())) {
            var caller = stopping.organization().api();
            caller.get("/v1/me").expect(200);
            stopping.pool().close();
            assertThat(caller.get("/v1/calls").expect(503).body()).contains("The database cannot be reached.");
        }
    }

    /** As a failover leaves it: connections end, and the next ones are to a standby. */
    private static void setReadOnly(String value) {
        var database = server.sql().text("SELECT quote_ident(current_database())");
        server.sql().execute("ALTER DATABASE " + database + " SET default_transaction_read_only = " + value);
        var since = server.sql().text("SELECT clock_timestamp()");
        while (server.sql().count("""
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE application_name = 'inboundflow' AND backend_start < ?::timestamptz
                """, since) > 0) {
            Thread.onSpinWait();
        }
        while (api.get("/v1/me").status() != 200 || api.get("/v1/calls").status() != 200) {
            Thread.onSpinWait();
        }
    }

    private static List<Future<Answer>> inParallel(
            java.util.concurrent.ExecutorService clients, int count, Callable<Answer> request) {
        var answers = new ArrayList<Future<Answer>>();
        for (var i = 0; i < count; i++) {
            answers.add(clients.submit(() -> within(ANSWER_TIME, request)));
        }
        return answers;
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private static <T> T within(Duration time, Callable<T> request) throws Exception {
        var since = System.nanoTime();
        var answer = request.call();
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(time);
        return answer;
    }

    /** The postmaster stops first: it could start one more backend while the others are listed. */
    private static List<ProcessHandle> stopPostgres() throws Exception {
        var pid = Files.readAllLines(TestServer.path(HOME).resolve("data/postmaster.pid"))
                .getFirst();
        var postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        signal("STOP", List.of(postmaster));
        var backends = postmaster.children().toList();
        signal("STOP", backends);
        return Stream.concat(Stream.of(postmaster), backends.stream()).toList();
    }

    private static void signal(String name, List<ProcessHandle> processes) throws Exception {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
