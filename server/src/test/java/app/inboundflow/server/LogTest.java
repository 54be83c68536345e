package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class LogTest {
    private static final String SECRET = "Dave Miller +14155551234";

    private final Organization organization = Organization.create();
    private final Api api = organization.api();
    private final String trigger = "refuse_" + organization.id().toString().replace('-', '_');

    @AfterEach
    void dropTrigger() {
        TestServer.shared().sql().execute("DROP FUNCTION IF EXISTS " + trigger + " CASCADE");
    }

    /** Makes PostgreSQL refuse every contact of the organization. */
    private void refuseContacts(String state, String message) {
        var sql = TestServer.shared().sql();
        sql.execute("""
                CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION ''%s'' USING ERRCODE = ''%s'', DETAIL = ''%s''; END'
                """.formatted(trigger, message, state, SECRET));
        sql.execute("CREATE TRIGGER %s BEFORE INSERT ON contacts FOR EACH ROW WHEN (NEW.organization_id = '%s')"
                        .formatted(trigger, organization.id())
                + " EXECUTE FUNCTION " + trigger + "()");
    }

    @Test
    void an500IsLoggedOnceWithItsIdAndItsStackTraceOnceAMinute() {
        refuseContacts("P0001", "refused by a test");
        try (var log = Log.open()) {
            var first = api.createContact("{\"phone\": \"+14155551234\"}").expect(500);
            var second = api.createContact("{\"phone\": \"+14155551234\"}").expect(500);

            assertThat(log.ofRequests()).hasSize(2);
            assertThat(log.with(first.header("X-Request-Id")))
                    .singleElement()
                    .asString()
                    .contains("ERROR FailureLog: " + first.header("X-Request-Id") + " POST /v1/contacts 500 ")
                    .contains("SQLSTATE P0001, ERROR: refused by a test")
                    .containsPattern("\n\tat app\\.inboundflow\\.server\\.contacts\\.\\w+\\.")
                    .doesNotContain(SECRET);
            assertThat(log.with(second.header("X-Request-Id")))
                    .singleElement()
                    .asString()
                    .contains("SQLSTATE P0001")
                    .doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource({"57014, The database took too long.", "53100, The database has no disk space left."})
    void an503IsLoggedInOneLineThatTellsWhy(String state, String words) {
        refuseContacts(state, "refused by a test");
        try (var log = Log.open()) {
            for (var i = 0; i < 3; i++) {
                var id = api.createContact("{\"phone\": \"+14155551234\"}")
                        .expect(503)
                        .header("X-Request-Id");
                assertThat(log.with(id)).singleElement().asString().satisfies(entry -> {
                    assertThat(entry).contains("WARN  FailureLog: " + id + " POST /v1/contacts 503 ");
                    assertThat(entry).contains("SQLSTATE " + state, words);
                    assertThat(entry.lines()).hasSize(1);
                    assertThat(entry).hasSizeLessThan(500);
                });
            }
            assertThat(log.ofRequests()).hasSize(3);
        }
    }

    @Test
    void noDataGetsIntoTheLog() {
        // This is how PostgreSQL says that a value does not fit its type.
        refuseContacts("22P02", "invalid input syntax: " + SECRET);
        try (var log = Log.open()) {
            api.createContact("{\"phone\": \"+14155551234\"}").expect(500);

            assertThat(log.ofRequests()).singleElement().satisfies(entry -> assertThat(entry.text())
                    .contains("SQLSTATE 22P02")
                    .doesNotContain(SECRET));
        }
    }

    @Test
    void aRequestThatIsAnsweredOrRefusedLogsNothing() {
        try (var log = Log.open()) {
            api.get("/v1/me").expect(200);
            api.get("/v1/calls?limit=0").expect(400);
            api.get("/v1/nothing").expect(404);
            TestServer.shared().anonymous().get("/v1/me").expect(401);

            assertThat(log.ofRequests()).isEmpty();
        }
    }

    @Test
    void whateverARequestLogsHasItsId() {
        var logger = LoggerFactory.getLogger("app.inboundflow.test");
        var clock = new TestClock() {
            @Override
            public Instant instant() {
                logger.info("looked at the clock");
                return super.instant();
            }
        };
        try (var server = TestServer.with(Map.of(), clock)) {
            var there = server.organization().api();
            there.get("/v1/me").expect(200);
            try (var log = Log.openAll("app.inboundflow.test")) {
                var me = there.get("/v1/me").expect(200).header("X-Request-Id");
                var entries = log.entries();
                assertThat(entries)
                        .isNotEmpty()
                        .allMatch(entry -> entry.requestId().equals(me))
                        .allMatch(entry -> entry.text().contains(": " + me + " looked"));
                assertThat(entries).allMatch(Log.Entry::onEventLoop);
            }
            try (var log = Log.openAll("app.inboundflow.test")) {
                var calls = there.get("/v1/calls").expect(200).header("X-Request-Id");
                assertThat(log.entries())
                        .allMatch(entry -> entry.requestId().equals(calls))
                        .anyMatch(entry -> !entry.onEventLoop());
            }
        }
    }

    @Test
    void noPasswordIsLoggedWhateverIsLogged() {
        var password = TestServer.shared().password();
        try (var log = Log.openAll("ROOT");
                var server = TestServer.with(Map.of("test.url-parameters", "?password=" + password))) {
            var caller = server.organization().api();
            caller.get("/v1/calls").expect(200);

            assertThat(log.with("HikariConfig: jdbcUrl")).isNotEmpty();
            assertThat(log.with(password)).isEmpty();
            assertThat(log.with(caller.key())).isEmpty();
        }
    }
}
