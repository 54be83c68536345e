package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.account.OrganizationRepository;
import app.inboundflow.server.auth.ApiKeyIssuer;
import app.inboundflow.server.auth.ApiKeyRepository;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.idempotency.ExpiredKeys;
import app.inboundflow.server.privacy.ExpiredCalls;
import app.inboundflow.server.privacy.MentionRepository;
import app.inboundflow.server.privacy.PersonRepository;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How PostgreSQL finds the rows of every statement, among many of one organization. */
class StatementPlansTest {
    private static final int ROWS = 4_000;
    private static final Pattern EXECUTED = Pattern.compile("LOG:  execute [^:]*: (.*(?:\\n\\t.*)*)");
    private static final Pattern LIMIT = Pattern.compile("LIMIT (\\d+|:limit)");
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+");
    private static final Pattern PLANNED = Pattern.compile("SELECT|INSERT|UPDATE|DELETE|WITH");
    private static final Predicate<String> IS_PAGE =
            statement -> LIMIT.matcher(statement).find();
    // An operator lists them all.
    private static final String ALL_ORGANIZATIONS = "FROM organizations ORDER BY created_at, id";

    private static final TestServer SERVER = TestServer.loggingStatements();
    private static final Organization ORGANIZATION = SERVER.organization();
    private static final Api API = ORGANIZATION.api();
    private static final Sql SQL = SERVER.sql();

    @BeforeAll
    static void seed() {
        SQL.execute("""
                INSERT INTO contacts (organization_id, id, phone, source, total_calls, created_at, updated_at)
                SELECT ?, gen_random_uuid(), '+1' || (2000000000 + n), 'import', 0, now() - n * INTERVAL '1 minute', now()
                FROM generate_series(1, ?) AS n
                """, ORGANIZATION.id(), ROWS);
        SQL.execute("""
                INSERT INTO calls (organization_id, id, caller_phone, status, started_at, contact_id, created_at)
                SELECT organization_id, gen_random_uuid(), phone,
                       (ARRAY['completed', 'failed', 'blocked', 'forwarding'])[1 + total_calls % 4], created_at, id, created_at
                FROM contacts WHERE organization_id = ?
                """, ORGANIZATION.id());
        SQL.execute(
                "UPDATE calls SET status = 'in-progress' WHERE organization_id = ? AND caller_phone LIKE '%00'",
                ORGANIZATION.id());
        SQL.execute("""
                INSERT INTO leads (organization_id, id, status, urgency, call_log_id, contact_id, created_at, updated_at)
                SELECT organization_id, gen_random_uuid(), CASE WHEN caller_phone LIKE '%00' THEN 'new' ELSE 'lost' END,
                       CASE WHEN caller_phone LIKE '%11' THEN 'high' ELSE 'low' END, id, contact_id, created_at, created_at
                FROM calls WHERE organization_id = ?
                """, ORGANIZATION.id());
        SQL.execute("""
                INSERT INTO appointments (organization_id, id, appointment_date, appointment_time_start, status,
                                          call_log_id, contact_id, created_at, updated_at)
                SELECT organization_id, gen_random_uuid(), created_at, created_at,
                       CASE WHEN caller_phone LIKE '%00' THEN 'booked' ELSE 'completed' END, id, contact_id, created_at,
                       created_at
                FROM calls WHERE organization_id = ?
                """, ORGANIZATION.id());
        SQL.execute("""
                INSERT INTO call_messages (organization_id, call_id, messages)
                SELECT organization_id, id, '[]' FROM calls WHERE organization_id = ?
                """, ORGANIZATION.id());
        SQL.execute("""
                INSERT INTO idempotency_keys (organization_id, key, operation, request_hash)
                SELECT ?, 'key' || n, 'createContact', sha256('') FROM generate_series(1, ?) AS n
                """, ORGANIZATION.id(), ROWS);
        SQL.execute("ANALYZE");
    }

    @AfterAll
    static void stop() {
        for (var table : List.of("idempotency_keys", "appointments", "leads", "calls", "contacts")) {
            SQL.execute("DELETE FROM " + table + " WHERE organization_id = ?", ORGANIZATION.id());
        }
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/calls, calls_newest",
        "/v1/calls?since=2026-02-24T20:59:00Z, calls_newest",
        "/v1/calls?status=in-progress, calls_by_status",
        "/v1/calls?phone=%2B12000000017, calls_by_phone",
        "/v1/contacts, contacts_newest",
        "/v1/contacts?since=2026-02-24T20:59:00Z, contacts_newest",
        "/v1/contacts?phone=%2B12000000017, contacts_phone",
        "/v1/leads, leads_newest",
        "/v1/leads?since=2026-02-24T20:59:00Z, leads_newest",
        "/v1/leads?status=new, leads_by_status",
        "/v1/leads?urgency=high, leads_by_urgency",
        "/v1/leads?status=lost&urgency=high, leads_by_status_and_urgency",
        "/v1/appointments, appointments_newest",
        "/v1/appointments?since=2026-02-24T20:59:00Z, appointments_newest",
        "/v1/appointments?status=booked, appointments_by_status"
    })
    void everyListReadsItsIndexInOrderOnTheFirstPageAndBehindIt(String path, String index) throws IOException {
        var limited = path + (path.contains("?") ? "&" : "?") + "limit=1";
        var statements = executed(() -> {
            var page = API.get(limited).expect(200).json();
            if (!page.isNull("next_cursor")) {
                API.get(limited + "&cursor=" + page.optString("next_cursor")).expect(200);
            }
        });

        assertThat(statements).anyMatch(IS_PAGE);
        assertThat(statements.stream().filter(IS_PAGE).map(StatementPlansTest::plan))
                .allSatisfy(plan -> assertThat(plan)
                        .contains("Index Scan using " + index)
                        .doesNotContain("Seq Scan")
                        // One contact has a phone number; everything else comes out of the index as it is listed.
                        .doesNotContain(index.equals("contacts_phone") ? "Seq Scan" : "Sort"));
    }

    @Test
    void everyLineOfEveryStatementRunsAndFindsItsRowsByAnIndex() throws IOException {
        var executed = executed(StatementPlansTest::runEverything);

        for (var statement : everyStatement()) {
            var lines = withoutLimit(statement).lines().toList();
            var run = executed.stream()
                    .map(each -> PARAMETER.matcher(withoutLimit(each)).replaceAll("?"))
                    .map(each -> each.lines().toList())
                    .filter(lines::containsAll)
                    .flatMap(List::stream);
            assertThat(run).as(statement).containsAll(lines);
        }
        // Small tables are read as they are; this way they tell what they will do when they are large.
        SQL.execute("SET enable_seqscan = off");
        for (var statement : executed) {
            if (PLANNED.matcher(statement).lookingAt() && !statement.endsWith(ALL_ORGANIZATIONS)) {
                assertThat(plan(statement)).as(statement).doesNotContain("Seq Scan");
            }
        }
        SQL.execute("RESET enable_seqscan");
    }

    @ParameterizedTest
    @CsvSource({
        "calls, contact_id, calls_by_contact",
        "leads, contact_id, leads_by_contact",
        "leads, call_log_id, leads_by_call",
        "appointments, contact_id, appointments_by_contact",
        "appointments, call_log_id, appointments_by_call"
    })
    void everyReferenceIsFoundByAnIndex(String table, String column, String index) {
        assertThat(String.join(
                        "\n",
                        SQL.texts("EXPLAIN SELECT FROM %s WHERE organization_id = '%s' AND %s = '%s'"
                                .formatted(table, ORGANIZATION.id(), column, UUID.randomUUID()))))
                .contains("using " + index);
    }

    @Test
    void aPageBehindTheFirstIsNotPlannedForItsCursor() throws SQLException {
        var cursor = API.get("/v1/calls?limit=50").expect(200).nextCursor();
        for (var i = 0; i < 60; i++) {
            API.get("/v1/calls?limit=50&cursor=" + cursor).expect(200);
        }

        var pool = SERVER.pool();
        var all = new ArrayList<Connection>();
        try {
            var plans = new int[2];
            for (var i = pool.getHikariPoolMXBean().getTotalConnections(); i > 0; i--) {
                all.add(pool.getConnection());
                try (var statement = all.getLast().createStatement();
                        var rows = statement.executeQuery("""
                                SELECT coalesce(sum(generic_plans), 0), coalesce(sum(custom_plans), 0)
                                FROM pg_prepared_statements
                                WHERE statement LIKE '%FROM calls%'
                                """)) {
                    rows.next();
                    plans[0] += rows.getInt(1);
                    plans[1] += rows.getInt(2);
                }
            }
            assertThat(plans[0]).isPositive();
            assertThat(plans[1]).isZero();
        } finally {
            for (var connection : all) {
                connection.close();
            }
        }
    }

    /** Runs each statement of the repositories at least once, and each of its optional lines. */
    private static void runEverything() {
        var since = "?since=2020-02-24T20:59:00Z&limit=1";
        SQL.execute(
                "UPDATE calls SET transcript = repeat('Hello', 10000) WHERE organization_id = ? AND caller_phone < '+12000000018'",
                ORGANIZATION.id());
        for (var list : List.of(
                "calls" + since + "&status=completed",
                "contacts" + since,
                "leads" + since + "&status=lost&urgency=low",
                "appointments" + since + "&status=completed")) {
            var page = API.get("/v1/" + list).expect(200);
            API.get("/v1/" + list + "&cursor=" + page.nextCursor()).expect(200);
        }
        API.get("/v1/calls?phone=%2B12000000017").expect(200);
        API.get("/v1/contacts?phone=%2B12000000017").expect(200);
        API.get("/v1/calls/" + UUID.randomUUID()).expect(404);
        API.get("/v1/contacts/" + UUID.randomUUID()).expect(404);
        API.get("/v1/me").expect(200);
        API.createContact("{\"phone\": \"+14155550001\"}", "Idempotency-Key", "new")
                .expect(201);
        API.createContact("{\"phone\": \"+14155550001\"}").expect(409);
        runKeysAndOrganizations();
        SQL.execute("UPDATE job_leases SET held_until = now()");
        runPrivacy();
        SQL.execute("UPDATE idempotency_keys SET created_at = now() - INTERVAL '25 hours' WHERE key = 'key1'");
        assertThat(SERVER.bean(ExpiredKeys.class).sweep()).isPositive();
    }

    private static void runPrivacy() {
        var person = SERVER.bean(PersonRepository.class);
        SERVER.bean(MentionRepository.class).forEach(ORGANIZATION.id(), "+12000000018", mention -> {});
        assertThat(person.count(ORGANIZATION.id(), "+12000000018").total()).isEqualTo(5);
        assertThat(person.erase(ORGANIZATION.id(), "+12000000018").total()).isEqualTo(5);
        person.vacuum();
        SERVER.bean(OrganizationRepository.class).setRetention(ORGANIZATION.id(), 2);
        assertThat(SERVER.bean(ExpiredCalls.class).count(ORGANIZATION.id(), 2)).isPositive();
        assertThat(SERVER.bean(ExpiredCalls.class).sweep()).isPositive();
        SERVER.bean(OrganizationRepository.class).setRetention(ORGANIZATION.id(), null);
    }

    private static void runKeysAndOrganizations() {
        var organizations = SERVER.bean(OrganizationRepository.class);
        var id = UUID.randomUUID();
        organizations.insert(id, "Dave Auto Shop", "Starter Plan");
        assertThat(organizations.find(id)).isPresent();
        assertThat(organizations.list()).isNotEmpty();
        var keys = SERVER.bean(ApiKeyRepository.class);
        var key = SERVER.bean(ApiKeyIssuer.class).issue(id, "Test", List.of("calls:read"), 60, null);
        new Api(SERVER.uri(), key.reveal()).get("/v1/me").expect(200);
        // Noted in the background.
        var since = System.nanoTime();
        while (keys.list(id).getFirst().lastUsedAt() == null) {
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(20));
        }
        var keyId = keys.list(id).getFirst().id();
        assertThat(keys.revoke(keyId)).isTrue();
        assertThat(keys.revoke(keyId)).isTrue();
    }

    /** The statements that repositories hold, with question marks for their parameters. */
    private static List<String> everyStatement() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("app.inboundflow.server")
                        .stream()
                        // Shared rate limits are counted in one small table; the tests of the limits run them.
                        .filter(type -> !type.getPackageName().endsWith(".ratelimit"))
                        // It reads the statistics of PostgreSQL itself; the test of the metrics runs it.
                        .filter(type -> !type.getSimpleName().equals("RunningImports"))
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(SqlStatement.class))
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .map(field -> value(field.reflect()).toString())
                        // These set up a transaction, and find no rows.
                        .filter(statement -> !statement.startsWith("SET "))
                        .toList();
    }

    private static Object value(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String withoutLimit(String statement) {
        return LIMIT.matcher(statement).replaceAll("LIMIT");
    }

    /** How PostgreSQL runs a statement whatever the values of its parameters are. */
    private static String plan(String statement) {
        var parameters = PARAMETER
                .matcher(statement)
                .results()
                .map(MatchResult::group)
                .distinct()
                .count();
        SQL.execute("SET plan_cache_mode = force_generic_plan");
        SQL.execute("PREPARE planned AS " + statement);
        try {
            var values = String.join(", ", Collections.nCopies((int) parameters, "NULL"));
            return String.join(
                    "\n", SQL.texts("EXPLAIN EXECUTE planned" + (values.isEmpty() ? "" : "(" + values + ")")));
        } finally {
            SQL.execute("DEALLOCATE planned");
        }
    }

    private static List<String> executed(Runnable requests) throws IOException {
        return EXECUTED.matcher(TestServer.logOfPostgres(requests))
                .results()
                .map(found -> found.group(1).replace("\n\t", "\n"))
                .toList();
    }
}
