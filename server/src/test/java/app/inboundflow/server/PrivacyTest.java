package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.account.OrganizationRepository;
import app.inboundflow.server.privacy.ExpiredCalls;
import app.inboundflow.server.privacy.Mention;
import app.inboundflow.server.privacy.MentionRepository;
import app.inboundflow.server.privacy.PersonRepository;
import app.inboundflow.server.privacy.PersonRows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Erasing a person, and deleting calls that an organization keeps no longer. */
class PrivacyTest {
    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final int OLD_DAYS = 40;

    private final Sql sql = TestServer.shared().sql();
    private final Organization organization = Organization.create();
    private final Organization other = Organization.create();

    // Nobody else's, in any test.
    private final String digits = String.valueOf(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L));
    private final String phone = "+1" + digits;
    private final String name = "Maria No." + digits;
    private final String email = "maria" + digits + "@example.com";

    @AfterEach
    void keepEverything() {
        sql.execute("UPDATE organizations SET retention_days = NULL");
    }

    @Test
    void eraseLeavesNoTraceOfThePersonAndEverythingOfOthers() {
        var before = new ArrayList<String>();
        for (var each : List.of(organization, other)) {
            storeStranger(each);
            before.addAll(rows(each));
            storePerson(each);
        }
        var person = TestServer.shared().bean(PersonRepository.class);
        var everything = new PersonRows(1, 4, 1, 3, 2, 2);
        assertThat(person.count(organization.id(), phone)).isEqualTo(everything);

        assertThat(person.erase(organization.id(), phone)).isEqualTo(everything);
        person.vacuum();

        assertThat(person.count(organization.id(), phone)).isEqualTo(new PersonRows(0, 0, 0, 0, 0, 0));
        assertThat(traces(organization.id().toString())).isEmpty();
        assertThat(traces(other.id().toString())).hasSize(everything.total());
        assertThat(person.erase(organization.id(), phone).total()).isZero();
        assertThat(person.erase(other.id(), phone)).isEqualTo(everything);
        assertThat(traces("")).isEmpty();
        assertThat(Stream.of(organization, other).flatMap(each -> rows(each).stream()))
                .containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void vacuumMakesStatisticsWithoutThePerson() {
        organization.contact("phone", phone);
        sql.execute("ALTER TABLE contacts ALTER phone SET STATISTICS 10000");
        sql.execute("ANALYZE contacts (phone)");
        var statistics = "SELECT histogram_bounds FROM pg_stats WHERE tablename = 'contacts' AND attname = 'phone'";
        assertThat(sql.text(statistics)).contains(digits);
        var person = TestServer.shared().bean(PersonRepository.class);

        person.erase(organization.id(), phone);
        person.vacuum();

        assertThat(String.valueOf(sql.text(statistics))).doesNotContain(digits);
        sql.execute("ALTER TABLE contacts ALTER phone SET STATISTICS DEFAULT");
    }

    @Test
    void eraseKeepsWhoseNumberBeginsLikeThePersons() {
        organization
                .api()
                .createContact("{\"phone\": \"" + phone + "1\"}", "Idempotency-Key", "k")
                .expect(201);
        var before = rows(organization);
        storePerson(organization);

        TestServer.shared().bean(PersonRepository.class).erase(organization.id(), phone);

        assertThat(rows(organization)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void eraseIsAllOrNothing() throws Exception {
        storePerson(organization);
        var before = rows(organization);
        try (var holding = sql.connect();
                var statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute(
                    "SELECT FROM appointments WHERE organization_id = '%s' FOR UPDATE".formatted(organization.id()));
            var person = TestServer.shared().bean(PersonRepository.class);

            assertThat(CompletableFuture.supplyAsync(() -> person.erase(organization.id(), phone)))
                    .failsWithin(SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("lock timeout");
        }
        assertThat(rows(organization)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void rowsOfOthersThatMentionThePersonAreListed() {
        storePerson(organization);
        storeStranger(organization);
        var spoken = organization.call(
                "transcript",
                "Tell (%s) %s-%s!".formatted(digits.substring(0, 3), digits.substring(3, 6), digits.substring(6)));
        var called = organization.call("caller_phone", "+14155550000");
        organization.messages(called, "[{\"role\": \"user\", \"content\": \"" + name.toUpperCase() + " sent me\"}]");
        var referred = organization.contact("phone", "+14155550001", "notes", "Knows " + email);
        var lead = organization.lead("call_summary", "For " + name);
        var appointment = organization.appointment("service_type", "Car of " + name);
        other.lead("call_summary", "For " + name);

        var mentions = new ArrayList<Mention>();
        TestServer.shared().bean(MentionRepository.class).forEach(organization.id(), phone, mentions::add);

        assertThat(mentions)
                .containsExactlyInAnyOrder(
                        new Mention("calls", spoken),
                        new Mention("calls", called),
                        new Mention("contacts", referred),
                        new Mention("leads", lead),
                        new Mention("appointments", appointment));
    }

    @Test
    void sweepDeletesTheCallsThatAreOlderThanTheirOrganizationKeepsThem() {
        var clock = new TestClock();
        try (var server = TestServer.with(Map.of(), clock)) {
            retain(organization);
            var old = storeCall(organization, OLD_DAYS + 1);
            organization.messages(old, "[]");
            var kept = storeCall(organization, OLD_DAYS - 1);
            storeCall(other, OLD_DAYS + 1);
            var lead = organization.lead("call_log_id", old, "updated_at", "2026-01-01T00:00:00Z");
            var appointment = organization.appointment("call_log_id", old);
            var ofKept = organization.lead("call_log_id", kept);
            var calls = server.bean(ExpiredCalls.class);
            assertThat(calls.count(organization.id(), OLD_DAYS)).isEqualTo(1);
            endLease();

            assertThat(calls.sweep()).isEqualTo(1);

            assertThat(organization.api().ids("/v1/calls")).containsExactly(kept);
            assertThat(sql.count("SELECT count(*) FROM call_messages WHERE organization_id = ?", organization.id()))
                    .isZero();
            assertThat(other.api().ids("/v1/calls")).hasSize(1);
            assertThat(callOf("leads", lead)).isNull();
            assertThat(callOf("appointments", appointment)).isNull();
            assertThat(callOf("leads", ofKept)).isEqualTo(kept.toString());
            assertThat(sql.text("SELECT updated_at > '2026-01-01T00:00:00Z' FROM leads WHERE id = ?", lead))
                    .isEqualTo("t");

            clock.advance(Duration.ofDays(2));
            endLease();
            assertThat(calls.sweep()).isEqualTo(1);
            assertThat(organization.api().ids("/v1/calls")).isEmpty();
        }
    }

    @Test
    void twoServersSweepWhatOneWouldAndOneThatStopsLeavesTheRest() {
        retain(organization);
        storeCalls(1_000);
        endLease();
        try (var server = TestServer.with(Map.of());
                var log = Log.open()) {
            var both = Stream.of(server, TestServer.shared())
                    .map(each -> CompletableFuture.supplyAsync(
                            () -> each.bean(ExpiredCalls.class).sweep()))
                    .toList();
            assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(1_000, 0);

            storeCalls(5_000);
            endLease();
            var stopped = CompletableFuture.supplyAsync(
                    () -> server.bean(ExpiredCalls.class).sweep());
            var since = System.nanoTime();
            while (countCalls() == 5_000) {
                assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(SECONDS);
            }
            server.context().close();
            assertThat(stopped).succeedsWithin(SECONDS);
            assertThat(countCalls()).isPositive();
            assertThat(log.with("call_retention")).isEmpty();
        }
    }

    @Test
    void sweepOfACallThatIsHeldIsLoggedOnceAndTheOthersGoOn() throws Exception {
        retain(organization);
        retain(other);
        storeCall(organization, OLD_DAYS + 1);
        storeCall(other, OLD_DAYS + 1);
        endLease();
        var calls = TestServer.shared().bean(ExpiredCalls.class);
        try (var holding = sql.connect();
                var statement = holding.createStatement();
                var log = Log.open()) {
            holding.setAutoCommit(false);
            statement.execute("SELECT FROM calls WHERE organization_id = '%s' FOR UPDATE".formatted(organization.id()));

            assertThat(calls.sweep()).isEqualTo(1);

            assertThat(log.with("call_retention")).singleElement().asString().contains("lock timeout");
            assertThat(log.entries()).hasSize(1);
        }
        endLease();
        assertThat(calls.sweep()).isEqualTo(1);
    }

    private void storePerson(Organization of) {
        var contact = of.contact("phone", phone, "name", name, "email", email, "notes", "Wants " + phone);
        var call = of.call("caller_phone", phone, "caller_name", name, "contact_id", contact, "transcript", phone);
        of.messages(call, "[{\"role\": \"user\", \"content\": \"I am " + name + "\"}]");
        of.call("caller_phone", phone, "summary", "Called again");
        of.call("caller_phone", "+14155550009", "contact_id", contact, "caller_name", name);
        var withheld = of.call("transcript", "I am " + name + ", " + digits);
        of.lead("caller_phone", phone, "caller_name", name, "caller_email", email, "call_log_id", withheld);
        of.lead("contact_id", contact, "call_summary", name);
        of.lead("call_log_id", call, "interest", email);
        of.appointment("caller_phone", phone, "caller_name", name);
        of.appointment("contact_id", contact, "service_type", "For " + name);
        var body = """
                {"phone": "%s", "name": "%s", "email": "%s"}""".formatted(phone, name, email);
        of.api().createContact(body, "Idempotency-Key", "taken").expect(409);
        sql.execute("""
                INSERT INTO idempotency_keys (organization_id, key, operation, request_hash, status, request_id, body)
                VALUES (?, 'former', 'createContact', sha256(''), 201, 'req_1', convert_to(?, 'UTF8'))
                """, of.id(), "{\"data\":{\"id\":\"" + contact + "\",\"name\":\"" + name + "\"}}");
    }

    private void storeStranger(Organization of) {
        var contact = of.contact("phone", "+14155550010", "name", "John Doe");
        var call = of.call("caller_phone", "+14155550010", "contact_id", contact, "transcript", "Hello");
        of.messages(call, "[]");
        of.lead("call_log_id", call, "contact_id", contact);
        of.appointment("caller_phone", "+14155550010", "call_log_id", call);
        of.call("summary", "Withheld the number");
        of.api()
                .createContact("{\"phone\": \"+14155550011\"}", "Idempotency-Key", "kept")
                .expect(201);
    }

    /** The rows that hold what is looked for, as text or as bytes. */
    private List<String> traces(String also) {
        return Stream.of(digits, name, email)
                .flatMap(text -> Stream.of(text, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))))
                .flatMap(text -> rows(text).stream())
                .filter(row -> row.contains(also))
                .distinct()
                .toList();
    }

    /** What a dump would hold of an organization, without its keys. */
    private List<String> rows(Organization of) {
        return rows(of.id().toString()).stream()
                .filter(row -> !row.startsWith("api_keys"))
                .toList();
    }

    private List<String> rows(String text) {
        return sql.texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").stream()
                .flatMap(table -> sql.texts("""
                        SELECT '%1$s' || CAST(%1$s AS text) FROM %1$s WHERE position(? IN CAST(%1$s AS text)) > 0
                        """.formatted(table), text).stream())
                .toList();
    }

    private void retain(Organization each) {
        TestServer.shared().bean(OrganizationRepository.class).setRetention(each.id(), OLD_DAYS);
    }

    private UUID storeCall(Organization of, int days) {
        return UUID.fromString(sql.text("""
                INSERT INTO calls (organization_id, id, status, started_at, created_at)
                VALUES (?, gen_random_uuid(), 'completed', now(), now() - ? * INTERVAL '1 day') RETURNING id
                """, of.id(), days));
    }

    private void storeCalls(int count) {
        sql.execute("""
                INSERT INTO calls (organization_id, id, status, started_at, created_at)
                SELECT ?, gen_random_uuid(), 'completed', now(), now() - (? + n) * INTERVAL '1 day'
                FROM generate_series(1, ?) AS n
                """, organization.id(), OLD_DAYS, count);
    }

    private int countCalls() {
        return sql.count("SELECT count(*) FROM calls WHERE organization_id = ?", organization.id());
    }

    private String callOf(String table, UUID id) {
        return sql.text("SELECT call_log_id FROM " + table + " WHERE id = ?", id);
    }

    private void endLease() {
        sql.execute("UPDATE job_leases SET held_until = now()");
    }
}
