package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.auth.ApiKey;
import app.inboundflow.server.auth.ApiKeyRepository;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final String REFUSAL = """
            {
              "type": "/problems/unauthorized",
              "title": "No valid API key was given",
              "status": 401,
              "detail": "Send a valid API key as Authorization: Bearer sk_live_….",
              "code": "unauthorized",
              "errors": []
            }
            """;

    private final Organization organization = Organization.create();

    @Test
    void getMeRefusesEveryInvalidKeyInTheSameWords() {
        var revoked = organization.key();
        organization.updateKey(revoked, "revoked_at = now()");
        var expired = organization.key();
        organization.updateKey(expired, "expires_at = now()");
        var known = organization.key();
        var unknown = ApiKey.mint().reveal();

        var missing = refusal("");
        assertThat(refusal("Bearer " + revoked)).isEqualTo(missing);
        assertThat(refusal("Bearer " + expired)).isEqualTo(missing);
        assertThat(refusal("Bearer " + unknown)).isEqualTo(missing);
        assertThat(refusal("Bearer " + mistyped(known))).isEqualTo(missing);
        assertThat(refusal("Bearer sk_live_your_key_here")).isEqualTo(missing);
        assertThat(refusal("Bearer " + known + "0")).isEqualTo(missing);
        assertThat(refusal("Bearer " + known.toUpperCase(Locale.ROOT))).isEqualTo(missing);
        assertThat(refusal("Bearer " + known + " " + known)).isEqualTo(missing);
        assertThat(refusal("Bearer")).isEqualTo(missing);
        assertThat(refusal("Bearer ")).isEqualTo(missing);
        assertThat(refusal("Basic ZGF2ZTpkYXZl")).isEqualTo(missing);
        assertThat(refusal(known)).isEqualTo(missing);
        assertThat(refusal("Bearer " + "x".repeat(5000))).isEqualTo(missing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/calls",
                "/v1/calls?limit=0",
                "/v1/calls/1",
                "/v1/contacts",
                "/v1/contacts/1",
                "/v1/leads?colour=red",
                "/v1/appointments",
                "/v1/me"
            })
    void everyOperationRefusesWhoHasNoKeyWhateverElseIsWrong(String path) {
        TestServer.shared().anonymous().get(path).expect(401, REFUSAL);
    }

    @Test
    void everyOperationTellsWhoHasNoKeyNothingElse() {
        var anonymous = TestServer.shared().anonymous();

        anonymous.createContact("{\"phone\":").expect(401, REFUSAL);
        anonymous
                .send("POST", "/v1/contacts", BodyPublishers.ofString("x"), "Content-Type", "text/plain")
                .expect(401, REFUSAL);
        anonymous.send("DELETE", "/v1/contacts", BodyPublishers.noBody()).expect(401, REFUSAL);
        anonymous.get("/v1/contacts", "Accept", "text/html").expect(401, REFUSAL);
    }

    @Test
    void getMeTakesTheSchemeInAnyCase() {
        var key = organization.key();

        assertThat(withAuthorization("bearer " + key).status()).isEqualTo(200);
        assertThat(withAuthorization("BEARER " + key).status()).isEqualTo(200);
    }

    @Test
    void getMeIgnoresAKeyInTheQuery() {
        TestServer.shared()
                .anonymous()
                .get("/v1/me?access_token=" + organization.key())
                .expect(401, REFUSAL);
    }

    @Test
    void getMeRefusesARevokedKeyWithinFiveSeconds() {
        var key = organization.key();
        var api = organization.api(key);
        api.get("/v1/me").expect(200);

        var revokedAt = System.nanoTime();
        organization.updateKey(key, "revoked_at = now()");
        while (api.get("/v1/me").status() != 401) {
            assertThat(Duration.ofNanos(System.nanoTime() - revokedAt)).isLessThan(Duration.ofSeconds(5));
            Thread.onSpinWait();
        }
    }

    @Test
    void getMeRefusesAKeyFromTheMomentItExpires() {
        var clock = new TestClock();
        try (var server = TestServer.with(Map.of(), clock)) {
            var there = server.organization();
            var key = there.key();
            there.updateKey(key, "expires_at = '" + clock.instant().plusSeconds(1) + "'");
            var api = there.api(key);

            api.get("/v1/me").expect(200);
            clock.advance(Duration.ofMillis(999));
            api.get("/v1/me").expect(200);
            clock.advance(Duration.ofMillis(1));
            api.get("/v1/me").expect(401, REFUSAL);
        }
    }

    @Test
    void getMeNotesThatTheKeyIsUsedWithinTenMinutes() {
        var key = organization.key();
        organization.updateKey(key, "last_used_at = now() - interval '11 minutes'");
        organization.api(key).get("/v1/me").expect(200);
        awaitUse(organization, "last_used_at > now() - interval '1 minute'");

        var fresh = Organization.create();
        fresh.api().get("/v1/me").expect(200);
        awaitUse(fresh, "last_used_at IS NOT NULL");

        var noted = Organization.create();
        var recent = noted.key();
        noted.updateKey(recent, "last_used_at = now() - interval '9 minutes'");
        noted.api(recent).get("/v1/me").expect(200);
        assertThat(uses(noted, "last_used_at > now() - interval '1 minute'")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/calls, calls:read",
        "GET, /v1/calls/07f51470-ef1d-421c-a847-36e98732bb9b, calls:read",
        "GET, /v1/contacts, contacts:read",
        "GET, /v1/contacts/dbf31702-3468-4639-a5a4-e07f9bdae9a7, contacts:read",
        "POST, /v1/contacts, contacts:write",
        "GET, /v1/leads, leads:read",
        "GET, /v1/appointments, appointments:read",
    })
    void everyOperationNamesTheScopeThatTheKeyLacks(String method, String path, String scope) {
        var others = Stream.of("calls:read", "contacts:read", "contacts:write", "leads:read", "appointments:read")
                .filter(other -> !other.equals(scope))
                .toArray(String[]::new);

        send(organization.api(organization.key(60, others)), method, path).expect(403, """
                {
                  "type": "/problems/insufficient_scope",
                  "title": "The API key lacks a scope",
                  "status": 403,
                  "detail": "This operation needs the scope %s.",
                  "code": "insufficient_scope",
                  "errors": []
                }
                """.formatted(scope));
        assertThat(send(organization.api(organization.key(60, scope)), method, path)
                        .status())
                .isNotIn(401, 403);
    }

    @Test
    void everyOperationAnswersAnAddressThatGuessesTooOftenWith429() {
        var clock = new TestClock();
        try (var server = TestServer.with(Map.of("inboundflow.failed-authentications-per-minute", 5), clock)) {
            var there = server.organization();
            var worked = there.key();
            there.api(worked).get("/v1/me").expect(200);
            for (var i = 0; i < 5; i++) {
                there.api(ApiKey.mint().reveal()).get("/v1/me").expect(401);
            }

            var refused = there.api(ApiKey.mint().reveal()).get("/v1/me");
            refused.expectProblem(
                    429, "rate_limited", "Too many authentications failed from this address. Try again in 60 seconds.");
            assertThat(refused.header("Retry-After")).isEqualTo("60");
            server.anonymous().get("/v1/calls").expect(429);
            server.anonymous()
                    .get("/v1/calls", "X-Forwarded-For", "203.0.113.7", "Forwarded", "for=203.0.113.7")
                    .expect(429);
            // A right key is let in, whether it was used before or not.
            there.api(there.key()).get("/v1/me").expect(200);
            there.api(worked).get("/v1/me").expect(200);

            clock.advance(Duration.ofSeconds(60));
            there.api(ApiKey.mint().reveal()).get("/v1/me").expect(401);
        }
    }

    @Test
    void everyOperationRefusesTwoAuthorizationHeaders() throws IOException {
        var key = "Authorization: Bearer " + organization.key();
        var other = "Authorization: Bearer " + organization.key();
        var anonymous = TestServer.shared().anonymous();

        Wire.exchange(anonymous, "GET /v1/me", key, other).expect(401, REFUSAL);
        Wire.exchange(anonymous, "GET /v1/me", key, key).expect(401, REFUSAL);
        Wire.exchange(anonymous, "GET /v1/me", "Authorization: Basic ZGF2ZTpkYXZl", key)
                .expect(401, REFUSAL);
        Wire.exchange(anonymous, "GET /v1/me", key).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%761/me",
                "/v1%2Fme",
                "/v%31/calls",
                "/v1/%6de",
                "/v1/../v1/me",
                "/./v1/me",
                "//v1/me",
                "/v1//me",
                "/v1/me/",
                "/V1/me",
                "/v1;a=b/me",
                "/x/%2e%2e/v1/me"
            })
    void noSpellingOfAPathLeadsAroundAuthentication(String path) throws IOException {
        assertThat(Wire.exchange(TestServer.shared().anonymous(), "GET " + path).status())
                .isIn(400, 401, 404);
    }

    @Test
    void aKeyThatManyUseAtOnceIsLookedUpAndNotedOnce() throws Exception {
        var key = organization.key();
        var api = organization.api(key);
        var sql = TestServer.shared().sql();
        try (var blocker = sql.connect();
                var statement = blocker.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE");
            var answers = threads.submit(() -> Stream.generate(() -> threads.submit(() -> api.get("/v1/me")))
                            .limit(50)
                            .toList())
                    .get();
            Locks.awaitWaiting(1);
            assertThat(sql.count("SELECT count(*) FROM pg_locks WHERE NOT granted"))
                    .isEqualTo(1);
            blocker.rollback();
            for (var answer : answers) {
                answer.get().expect(200);
            }
        }
        awaitUse(organization, "last_used_at IS NOT NULL");
        // Every write of a row makes another version of it.
        var version = sql.text("SELECT xmin FROM api_keys WHERE organization_id = ?", organization.id());
        for (var i = 0; i < 50; i++) {
            api.get("/v1/me").expect(200);
        }
        assertThat(sql.text("SELECT xmin FROM api_keys WHERE organization_id = ?", organization.id()))
                .isEqualTo(version);
    }

    @Test
    void aRevokedKeyIsRefusedByEveryServerWithinFiveSeconds() throws Exception {
        var key = organization.key();
        try (var other = TestServer.with(Map.of())) {
            var here = organization.api(key);
            var there = new Api(other.uri(), key);
            // Both have looked it up, and go on asking, so that both refresh it in the background.
            here.get("/v1/me").expect(200);
            there.get("/v1/me").expect(200);

            TestServer.shared().bean(ApiKeyRepository.class).revoke(organization.keyId(key));
            var revokedAt = System.nanoTime();
            for (var api : List.of(here, there)) {
                while (api.get("/v1/me").status() != 401) {
                    assertThat(Duration.ofNanos(System.nanoTime() - revokedAt)).isLessThan(Duration.ofSeconds(5));
                }
            }
        }
    }

    private String refusal(String authorization) {
        var answer = authorization.isEmpty()
                ? TestServer.shared().anonymous().get("/v1/me")
                : withAuthorization(authorization);
        answer.expect(401, REFUSAL);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        // All that differs is when it was said, and to which request.
        return answer.headers().map().keySet()
                + answer.body().replaceFirst("\"meta\":\\{\"request_id\":\"\\w+\",\"timestamp\":\"[^\"]+\"}", "");
    }

    private static Answer withAuthorization(String authorization) {
        return TestServer.shared().anonymous().get("/v1/me", "Authorization", authorization);
    }

    private static Answer send(Api api, String method, String path) {
        return method.equals("GET") ? api.get(path) : api.post(path, "{}");
    }

    private static String mistyped(String key) {
        var last = key.charAt(key.length() - 1);
        return key.substring(0, key.length() - 1) + (last == '0' ? '1' : '0');
    }

    private static void awaitUse(Organization organization, String use) {
        var since = System.nanoTime();
        while (uses(organization, use) == 0) {
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static int uses(Organization organization, String use) {
        return TestServer.shared()
                .sql()
                .count("SELECT count(*) FROM api_keys WHERE organization_id = ? AND " + use, organization.id());
    }
}
