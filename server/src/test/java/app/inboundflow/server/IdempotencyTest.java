package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.idempotency.ExpiredKeys;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
    private static final String JOHN = "{\"phone\": \"+14155559999\", \"name\": \"John Doe\"}";

    private final Organization organization = Organization.create();
    private final Api api = organization.api();

    @Test
    void createContactReplaysTheFirstAnswerByteForByte() {
        var first = create("order-66", JOHN).expect(201);
        var second = create("order-66", JOHN).expect(201);
        var third = organization.api().createContact(JOHN, "Idempotency-Key", "order-66");

        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        for (var replay : new Answer[] {second, third}) {
            assertThat(replay.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(replay.bytes()).isEqualTo(first.bytes());
            for (var header : new String[] {"Location", "X-Request-Id", "Content-Type"}) {
                assertThat(replay.header(header))
                        .isEqualTo(first.header(header))
                        .isNotEmpty();
            }
        }
        assertThat(contacts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"John Doe\",\"phone\":\"+14155559999\"}",
                "{\n\t\"phone\" : \"\\u002b14155559999\", \"name\": \"John\\u0020Doe\"\n}",
                "{\"phone\": \"+14155559999\", \"name\": \"John Doe\", \"email\": null, \"notes\": null}"
            })
    void createContactReplaysForABodyThatSaysTheSame(String body) {
        create("k", JOHN).expect(201);

        assertThat(create("k", body).expect(201).header("Idempotency-Replayed")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"phone\": \"+14155559998\", \"name\": \"John Doe\"}",
                "{\"phone\": \"+14155559999\", \"name\": \"john doe\"}",
                "{\"phone\": \"+14155559999\"}",
                "{\"phone\": \"+14155559999\", \"company\": \"John Doe\"}",
                "{\"phone\": \"+14155559999\", \"name\": \"John Doe\", \"notes\": \"x\"}"
            })
    void createContactRefusesTheKeyOfAnotherBody(String body) {
        create("k", JOHN).expect(201);

        create("k", body).expect(422, """
                {
                  "type": "/problems/idempotency_key_reused",
                  "title": "The Idempotency-Key was used for another request",
                  "status": 422,
                  "detail": "Use a new Idempotency-Key for a new request; this one belongs to a request with another body.",
                  "code": "idempotency_key_reused",
                  "errors": []
                }
                """);
        assertThat(contacts()).isEqualTo(1);
    }

    @Test
    void createContactReplaysTheConflictOfAKnownPhone() {
        var existing = organization.contact("phone", "+14155559999");
        var first = create("k", JOHN).expect(409);
        TestServer.shared().sql().execute("DELETE FROM contacts WHERE organization_id = ?", organization.id());

        var second = create("k", JOHN).expect(409);

        assertThat(second.bytes()).isEqualTo(first.bytes());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.header("X-Request-Id")).isEqualTo(first.header("X-Request-Id"));
        assertThat(second.header("Location")).isEmpty();
        assertThat(second.json().optString("existing_id")).isEqualTo(existing.toString());
    }

    @Test
    void createContactTriesAnewAfterAnswersToRequestsThatWereNotCarriedOut() {
        create("k", "{\"phone\": \"14155559999\"}").expect(400);
        create("k", "{").expect(400);
        organization
                .api(organization.key(60, "contacts:read"))
                .createContact(JOHN, "Idempotency-Key", "k")
                .expect(403);

        assertThat(create("k", JOHN).expect(201).header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void createContactRefusesAKeyWhoseRequestIsStillRunning() throws SQLException {
        try (var running = TestServer.shared().sql().connect()) {
            running.setAutoCommit(false);
            claim(running);
            create("k", JOHN).expect(409, """
                    {
                      "type": "/problems/idempotency_key_in_use",
                      "title": "A request with this Idempotency-Key is still running",
                      "status": 409,
                      "detail": "A request with this Idempotency-Key is still running.",
                      "code": "idempotency_key_in_use",
                      "existing_id": null,
                      "errors": []
                    }
                    """);
            create("another", JOHN).expect(201);
            running.rollback();
        }
        assertThat(create("k", JOHN).expect(409).json().optString("code")).isEqualTo("contact_exists");
    }

    @Test
    void createContactNeverFindsAFinishedKeyInUse() throws Exception {
        create("k", JOHN).expect(201);

        try (var clients = Executors.newFixedThreadPool(25)) {
            for (var replay : clients.invokeAll(Collections.<Callable<Answer>>nCopies(50, () -> create("k", JOHN)))) {
                assertThat(replay.get().expect(201).header("Idempotency-Replayed"))
                        .isEqualTo("true");
            }
        }
    }

    @Test
    void createContactMakesOneOfManyThatComeToTwoServersAtOnce() throws Exception {
        try (var other = TestServer.with(Map.of());
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var there = new Api(other.uri(), organization.key());
            var sent = clients.invokeAll(IntStream.range(0, 50)
                    .mapToObj(i -> (Callable<Answer>)
                            () -> (i % 2 == 0 ? api : there).createContact(JOHN, "Idempotency-Key", "k"))
                    .toList());
            var made = 0;
            for (var future : sent) {
                var answer = future.get();
                if (answer.status() == 201) {
                    made += answer.header("Idempotency-Replayed").isEmpty() ? 1 : 0;
                } else {
                    assertThat(answer.expect(409).json().optString("code")).isEqualTo("idempotency_key_in_use");
                }
            }
            assertThat(made).isEqualTo(1);
            assertThat(contacts()).isEqualTo(1);
            assertThat(there.createContact(JOHN, "Idempotency-Key", "k")
                            .expect(201)
                            .header("Idempotency-Replayed"))
                    .isEqualTo("true");
        }
    }

    @Test
    void createContactTriesAnewAfterAServerErrorOfTheFirst() {
        var sql = TestServer.shared().sql();
        sql.execute("""
                CREATE FUNCTION refuse_john() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION ''refused by a test'' USING ERRCODE = ''58030''; END'
                """);
        sql.execute("""
                CREATE TRIGGER refuse_john BEFORE INSERT ON contacts FOR EACH ROW
                WHEN (NEW.organization_id = '%s') EXECUTE FUNCTION refuse_john()
                """.formatted(organization.id()));
        try {
            create("k", JOHN).expect(503);
        } finally {
            sql.execute("DROP FUNCTION refuse_john CASCADE");
        }

        assertThat(create("k", JOHN).expect(201).header("Idempotency-Replayed")).isEmpty();
        assertThat(create("k", JOHN).expect(201).header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void createContactTakesTheKeyOfAServerThatDied() throws SQLException {
        var dying = TestServer.shared().sql().connect();
        dying.setAutoCommit(false);
        claim(dying);
        create("k", JOHN).expect(409);

        // What PostgreSQL sees of a process that is killed: its connection ends.
        dying.abort(Runnable::run);

        assertThat(create("k", JOHN).expect(201).header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void createContactRefusesTheKeyOfAnotherOperation() {
        create("k", JOHN).expect(201);
        TestServer.shared()
                .sql()
                .execute(
                        "UPDATE idempotency_keys SET operation = 'createLead' WHERE organization_id = ?",
                        organization.id());

        create("k", JOHN).expect(422);
    }

    @Test
    void sweepDeletesTheExpiredAnswersOfAllOrganizations() {
        var sql = TestServer.shared().sql();
        var idle = Organization.create();
        create("fresh", JOHN).expect(201);
        for (var each : new Organization[] {organization, idle}) {
            sql.execute("""
                    INSERT INTO idempotency_keys (organization_id, key, operation, request_hash, created_at)
                    SELECT ?, 'old' || n, 'createContact', sha256(''), now() - INTERVAL '25 hours'
                    FROM generate_series(1, 800) AS n
                    """, each.id());
        }
        sql.execute("UPDATE job_leases SET held_until = now()");

        assertThat(TestServer.shared().bean(ExpiredKeys.class).sweep()).isGreaterThanOrEqualTo(1_600);

        assertThat(sql.texts(
                        "SELECT key FROM idempotency_keys WHERE organization_id IN (?, ?)",
                        organization.id(),
                        idle.id()))
                .containsExactly("fresh");
    }

    @Test
    void sweepIsLeftToTheServerThatBeganIt() {
        var sql = TestServer.shared().sql();
        create("k", JOHN).expect(201);
        sql.execute("UPDATE job_leases SET held_until = now()");
        try (var other = TestServer.with(Map.of())) {
            other.bean(ExpiredKeys.class).sweep();
            age("25 hours");

            assertThat(TestServer.shared().bean(ExpiredKeys.class).sweep()).isZero();
            sql.execute("UPDATE job_leases SET held_until = now()");
            assertThat(TestServer.shared().bean(ExpiredKeys.class).sweep()).isPositive();
        }
    }

    @Test
    void createContactForgetsAKeyAfter24Hours() {
        create("k", JOHN).expect(201);
        age("23 hours 59 minutes");
        assertThat(create("k", JOHN).expect(201).header("Idempotency-Replayed")).isEqualTo("true");
        age("24 hours");

        var anew = create("k", JOHN).expect(409);
        assertThat(anew.header("Idempotency-Replayed")).isEmpty();
        assertThat(create("k", JOHN).expect(409).header("Idempotency-Replayed")).isEqualTo("true");

        age("24 hours");
        create("k", "{\"phone\": \"+14155559998\"}").expect(201);
        assertThat(TestServer.shared()
                        .sql()
                        .count("SELECT count(*) FROM idempotency_keys WHERE organization_id = ?", organization.id()))
                .isEqualTo(1);
    }

    @Test
    void createContactKeepsTheKeysOfOrganizationsApart() {
        var other = Organization.create();
        create("k", JOHN).expect(201);

        var there = other.api().createContact("{\"phone\": \"+14155559998\"}", "Idempotency-Key", "k");

        assertThat(there.expect(201).header("Idempotency-Replayed")).isEmpty();
        assertThat(other.api().ids("/v1/contacts")).hasSize(1);
    }

    @Test
    void createContactMakesOneContactForOneKeyHoweverManySendIt() throws Exception {
        Callable<Answer> send = () -> create("k", JOHN);
        try (var threads = Executors.newFixedThreadPool(16)) {
            var bodies = new HashSet<String>();
            var made = 0;
            for (var sent :
                    threads.invokeAll(Stream.generate(() -> send).limit(16).toList())) {
                var answer = sent.get();
                if (answer.status() == 201) {
                    bodies.add(answer.body());
                    made += answer.header("Idempotency-Replayed").isEmpty() ? 1 : 0;
                } else {
                    assertThat(answer.expect(409).json().optString("code")).isEqualTo("idempotency_key_in_use");
                }
            }
            assertThat(made).isEqualTo(1);
            assertThat(bodies).hasSize(1);
        }
        assertThat(contacts()).isEqualTo(1);
    }

    @Test
    void createContactMakesOneContactForOnePhoneHoweverManySendIt() throws Exception {
        Callable<Integer> send = () -> api.createContact(JOHN).status();
        try (var threads = Executors.newFixedThreadPool(16)) {
            var statuses = new int[16];
            var sent = threads.invokeAll(Stream.generate(() -> send).limit(16).toList());
            for (var i = 0; i < statuses.length; i++) {
                statuses[i] = sent.get(i).get();
            }
            assertThat(Arrays.stream(statuses).filter(status -> status == 201)).hasSize(1);
            assertThat(Arrays.stream(statuses).filter(status -> status == 409)).hasSize(15);
        }
    }

    @Test
    void createContactTakesKeysOf1To255VisibleCharacters() {
        create("!", JOHN).expect(201);
        create("~".repeat(255), "{\"phone\": \"+14155559998\"}").expect(201);
        create("~".repeat(256), "{\"phone\": \"+14155559997\"}")
                .expectInvalid("header Idempotency-Key too_long: must have at most 255 characters");
        create("two words", "{\"phone\": \"+14155559997\"}")
                .expectInvalid("header Idempotency-Key invalid_format: must consist of visible ASCII characters");
    }

    @Test
    void createContactRefusesAnEmptyKeyAndOneThatIsNotAscii() throws IOException {
        for (var key : new String[] {"", "ü", "a\u0001"}) {
            var refused = Wire.exchange(
                    api,
                    "POST /v1/contacts",
                    "Content-Type: application/json",
                    "Idempotency-Key: " + key,
                    "Content-Length: 0");
            assertThat(refused.status()).as(key).isEqualTo(400);
        }
    }

    @Test
    void createContactRefusesTwoKeys() throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(
                    api,
                    "POST /v1/contacts",
                    "Content-Type: application/json",
                    "Idempotency-Key: a",
                    "Idempotency-Key: b",
                    "Content-Length: " + JOHN.length());
            wire.write(JOHN);
            wire.answer().requireCommonRules().expectInvalid("header Idempotency-Key repeated: must be given once");
        }
        assertThat(contacts()).isZero();
    }

    /** Claims the key k as a request does that is still running. */
    private void claim(Connection running) throws SQLException {
        try (var claim = running.prepareStatement("""
                INSERT INTO idempotency_keys (organization_id, key, operation, request_hash)
                VALUES (?, 'k', 'createContact', sha256(''))
                """)) {
            claim.setObject(1, organization.id());
            claim.execute();
        }
    }

    private Answer create(String key, String body) {
        return api.createContact(body, "Idempotency-Key", key);
    }

    private int contacts() {
        return TestServer.shared()
                .sql()
                .count("SELECT count(*) FROM contacts WHERE organization_id = ?", organization.id());
    }

    private void age(String age) {
        TestServer.shared()
                .sql()
                .execute(
                        "UPDATE idempotency_keys SET created_at = now() - ?::interval WHERE organization_id = ?",
                        age,
                        organization.id());
    }
}
