package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.auth.ApiKeyRepository;
import app.inboundflow.server.postgres.Standby;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server with a streaming replica for its reads. */
class ReadReplicaTest {
    private static final String HOME = "test-home-primary";
    private static final Pattern STATEMENT =
            Pattern.compile("LOG:  (?:statement|execute [^:]*): ((?:.*)(?:\\n\\t.*)*)");
    private static final Pattern READ =
            Pattern.compile("SELECT (?s:.*)FROM (?:calls|contacts|leads|appointments)\\b(?s:.*)");
    /** What the pool and the look at its state send. */
    private static final Pattern OF_THE_POOL = Pattern.compile(
            "SET .*|SHOW .*|SELECT pg_last_wal_replay_lsn\\(\\)(?s:.*)|SELECT set_config\\('plan_cache_mode'.*");

    private static TestServer primary;
    private static Standby standby;
    private static int firstStatement;
    private static TestServer server;
    private static Organization organization;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        primary = TestServer.in(HOME);
        standby = Standby.of(TestServer.path(HOME), TestServer.path("test-home-standby"));
        firstStatement = statements().size();
        server = TestServer.on(
                HOME,
                Map.of(
                        "inboundflow.rate-limits", "shared",
                        "inboundflow.read-database.url", standby.url(),
                        "inboundflow.read-database.username", "inboundflow",
                        "inboundflow.read-database.password", primary.password(),
                        "inboundflow.read-database.most-behind", "2s"));
        organization = server.organization();
        api = organization.api();
        awaitReplica();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        standby.close();
        primary.close();
    }

    @Test
    void theReplicaAnswersTheReadsOfOrganizationsAndNothingElse() throws Exception {
        var call = organization.call();
        organization.row("leads");
        organization.row("appointments");
        awaitReplica();
        var before = statements().size();
        var other = organization.api();
        await(() -> other.get("/v1/calls/" + call).status() == 200);
        for (var list : List.of("calls", "contacts", "leads", "appointments")) {
            other.get("/v1/" + list).expect(200);
        }
        other.createContact("{\"phone\": \"+14155550000\"}", "Idempotency-Key", "k")
                .expect(201);
        other.get("/v1/me").expect(200);
        server.anonymous().get("/v1/calls").expect(401);

        var read = statements().subList(before, statements().size());
        assertThat(read.stream()
                        .filter(statement -> !OF_THE_POOL.matcher(statement).matches()))
                .hasSizeGreaterThanOrEqualTo(5)
                .allMatch(statement -> READ.matcher(statement).matches());
    }

    /** As on the primary: see {@link StatementPlansTest}. */
    @Test
    void itsConnectionsKeepTheirPlans() {
        assertThat(statements().subList(firstStatement, statements().size()))
                .anyMatch(statement -> statement.contains("'plan_cache_mode', 'force_generic_plan'"));
    }

    @Test
    void whatAKeyHasJustCreatedIsReadAtOnceThoughTheReplicaIsBehind() throws Exception {
        awaitReplica();
        standby.execute("SELECT pg_wal_replay_pause()");
        try {
            var created = api.createContact("{\"phone\": \"+14155550001\"}").expect(201);

            assertThat(api.get(created.header("Location")).expect(200).data().getString("phone"))
                    .isEqualTo("+14155550001");
            assertThat(api.get("/v1/contacts?limit=1").ids())
                    .containsExactly(UUID.fromString(created.data().getString("id")));
        } finally {
            standby.execute("SELECT pg_wal_replay_resume()");
        }
    }

    @Test
    void aReplicaThatIsTooFarBehindIsNotRead() throws Exception {
        var other = server.organization();
        var reader = other.api();
        reader.get("/v1/me").expect(200);
        awaitReplica();
        standby.execute("SELECT pg_wal_replay_pause()");
        try {
            // Made over another server.
            var contact = other.row("contacts");

            reader.get("/v1/contacts/" + contact).expect(404);
            await(() -> reader.get("/v1/contacts/" + contact).status() == 200);
        } finally {
            standby.execute("SELECT pg_wal_replay_resume()");
        }
    }

    @Test
    void aKeyIsRevokedThoughTheReplicaDoesNotKnow() throws Exception {
        var revoked = organization.key();
        var other = organization.api(revoked);
        other.get("/v1/me").expect(200);
        awaitReplica();
        standby.execute("SELECT pg_wal_replay_pause()");
        try {
            server.bean(ApiKeyRepository.class).revoke(organization.keyId(revoked));

            await(() -> other.get("/v1/calls").status() == 401);
        } finally {
            standby.execute("SELECT pg_wal_replay_resume()");
        }
    }

    @Test
    void aReplicaThatDiesFailsNoRequest() throws Exception {
        awaitReplica();
        try (var clients = new BalancedClients(api)) {
            clients.use(server.uri());
            clients.start(4);
            clients.awaitAnswers(100);
            standby.kill();
            clients.awaitAnswers(500);
        } finally {
            standby.start();
        }
        awaitReplica();
    }

    /** Waits until a read arrives there. */
    private static void awaitReplica() {
        var reader = server.organization();
        var key = reader.api();
        await(() -> {
            var before = reads();
            key.get("/v1/calls").expect(200);
            return reads() > before;
        });
    }

    private static void await(BooleanSupplier condition) {
        var since = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static long reads() {
        return statements().stream()
                .filter(statement -> READ.matcher(statement).matches())
                .count();
    }

    private static List<String> statements() {
        try {
            return STATEMENT
                    .matcher(Files.readString(standby.log()))
                    .results()
                    .map(found -> found.group(1).strip())
                    .toList();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
