package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.auth.ApiKey;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts statements where they arrive: PostgreSQL logs each one of this server's, also BEGIN, COMMIT and SET. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsTest {
    private static final Pattern STATEMENT = Pattern.compile("LOG:  (?:statement|execute [^:]*): (.*)");

    @AutoClose
    private final TestServer server = TestServer.loggingStatements();

    private final Organization organization = server.organization();
    private final String key = organization.key();
    private final Api api = organization.api(key);

    @BeforeEach
    void warmTheKey() {
        // Noting the first use of a key is a statement too, in the background.
        organization.updateKey(key, "last_used_at = now()");
        api.get("/v1/me").expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/calls",
                "/v1/calls?limit=2&status=completed&since=2026-02-24T20:59:00Z",
                "/v1/contacts?phone=%2B14155551234",
                "/v1/contacts",
                "/v1/leads?status=new&urgency=low",
                "/v1/appointments?status=booked"
            })
    void everyReadCostsOneStatement(String path) throws IOException {
        for (var i = 0; i < 3; i++) {
            organization.messages(organization.call(), "[]");
            organization.row("leads");
            organization.row("appointments");
        }

        assertThat(statements(() -> api.get(path).expect(200)))
                .singleElement()
                .asString()
                .startsWith("SELECT");
    }

    @Test
    void everySingleResultCostsOneStatement() throws IOException {
        var call = organization.call();
        organization.messages(call, "[{\"role\": \"user\", \"content\": \"\"}]");
        var contact = organization.row("contacts");

        assertThat(statements(() -> api.get("/v1/calls/" + call).expect(200))).hasSize(1);
        assertThat(statements(() -> api.get("/v1/calls/" + UUID.randomUUID()).expect(404)))
                .hasSize(1);
        assertThat(statements(() -> api.get("/v1/contacts/" + contact).expect(200)))
                .hasSize(1);
    }

    @Test
    void everyFurtherPageCostsOneStatement() throws IOException {
        organization.call();
        organization.call();
        var cursor = api.get("/v1/calls?limit=1").nextCursor();

        assertThat(statements(
                        () -> api.get("/v1/calls?limit=1&cursor=" + cursor).expect(200)))
                .hasSize(1);
    }

    @Test
    void createContactCostsOneStatementWithoutAnIdempotencyKey() throws IOException {
        assertThat(statements(
                        () -> api.createContact("{\"phone\": \"+14155559999\"}").expect(201)))
                .singleElement()
                .asString()
                .startsWith("INSERT");
    }

    @Test
    void everyInvalidRequestCostsNoStatement() throws IOException {
        assertThat(statements(() -> {
                    api.get("/v1/calls?limit=0").expect(400);
                    api.get("/v1/calls?cursor=eyJ").expect(400);
                    api.get("/v1/nothing").expect(404);
                    api.createContact("{").expect(400);
                    organization.api(key.substring(0, 20)).get("/v1/me").expect(401);
                }))
                .isEmpty();
    }

    @Test
    void getMeCostsNoStatementWithAMistypedKey() throws IOException {
        var last = key.charAt(key.length() - 1);
        var mistyped = organization.api(key.substring(0, key.length() - 1) + (last == '0' ? '1' : '0'));

        assertThat(withLookups(() -> mistyped.get("/v1/me").expect(401))).isEmpty();
    }

    @Test
    void getMeCostsOneStatementWithAnUnknownKeyHoweverOftenItIsTried() throws IOException {
        var unknown = organization.api(ApiKey.mint().reveal());

        assertThat(withLookups(() -> {
                    unknown.get("/v1/me").expect(401);
                    unknown.get("/v1/calls").expect(401);
                    unknown.get("/v1/me").expect(401);
                }))
                .hasSize(1);
    }

    @Test
    void getMeCostsNoStatementBesideTheLookupOfAColdKey() throws IOException {
        var key = organization.key();
        organization.updateKey(key, "last_used_at = now()");

        assertThat(withLookups(() -> organization.api(key).get("/v1/me").expect(200)))
                .hasSize(1);
        assertThat(withLookups(() -> organization.api(key).get("/v1/me").expect(200)))
                .isEmpty();
    }

    /** Without the lookups of keys: one that is in use is looked up anew every few seconds, beside its requests. */
    private List<String> statements(Runnable requests) throws IOException {
        return withLookups(requests).stream()
                .filter(statement -> !statement.startsWith("SELECT key.*"))
                .toList();
    }

    private List<String> withLookups(Runnable requests) throws IOException {
        return STATEMENT
                .matcher(TestServer.logOfPostgres(requests))
                .results()
                .map(found -> found.group(1))
                // The health of the database is looked at in the background.
                .filter(statement -> !statement.equals("SELECT 1"))
                // The pool sets up connections that it adds in the background.
                .filter(statement -> !statement.strip().startsWith("SET "))
                .filter(statement -> !statement.strip().startsWith("SELECT set_config('plan_cache_mode'"))
                .toList();
    }
}
