package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossOriginTest {
    private static final String APP = "https://app.example";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(Map.of("inboundflow.allowed-origins", APP + ", http://localhost:3000"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {APP, "http://localhost:3000"})
    void aNamedOriginMayAskAndRead(String origin) {
        var api = server.organization().api();

        var preflight = preflight(server, "/v1/contacts", origin);
        var answer = api.get("/v1/contacts", "Origin", origin).expect(200);
        var error = api.get("/v1/contacts?limit=0", "Origin", origin).expect(400);

        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, POST");
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .isEqualTo("Authorization, Content-Type, Idempotency-Key");
        for (var read : new Answer[] {answer, error}) {
            assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo(origin);
            assertThat(read.header("Access-Control-Expose-Headers")).contains("X-Request-Id", "Retry-After");
            assertThat(read.headers().allValues("Vary")).contains("Origin");
        }
        for (var any : new Answer[] {preflight, answer, error}) {
            assertThat(any.header("Access-Control-Allow-Credentials")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.evil.example",
                "http://app.example",
                "https://APP.example",
                "https://app.example:444",
                "null",
                "https://app.example, http://localhost:3000",
                "http://127.0.0.1"
            })
    void anotherOriginIsAnsweredButMayNotRead(String origin) {
        for (var other : new TestServer[] {server, TestServer.shared()}) {
            var answer =
                    other.organization().api().get("/v1/me", "Origin", origin).expect(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("X-RateLimit-Limit")).isNotEmpty();
            var preflight = preflight(other, "/v1/me", origin);
            assertThat(preflight.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
    }

    @Test
    void nobodyMayReadByDefault() {
        var answer = preflight(TestServer.shared(), "/v1/me", APP);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        TestServer.shared().anonymous().get("/v1/me", "Origin", APP).expect(401);
    }

    @Test
    void preflightsAreNoFailedAuthentications() {
        try (var strict = TestServer.with(Map.of("inboundflow.failed-authentications-per-minute", 1))) {
            for (var i = 0; i < 5; i++) {
                preflight(strict, "/v1/calls", APP);
            }
            strict.anonymous().get("/v1/me").expect(401);
            strict.anonymous().get("/v1/me").expect(429);
        }
    }

    @Test
    void anOptionsRequestThatIsNoPreflightIsAMethodLikeOthers() {
        var api = TestServer.shared().organization().api();
        api.send("OPTIONS", "/v1/calls", BodyPublishers.noBody()).expect(405);
        api.send("OPTIONS", "/v1/calls", BodyPublishers.noBody(), "Origin", APP).expect(405);
        TestServer.shared()
                .anonymous()
                .send("OPTIONS", "/v1/calls", BodyPublishers.noBody())
                .expect(401);
    }

    private static Answer preflight(TestServer server, String path, String origin) {
        var answer = server.anonymous()
                .send(
                        "OPTIONS",
                        path,
                        BodyPublishers.noBody(),
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization,content-type");
        assertThat(answer.expect(204).bytes()).isEmpty();
        return answer;
    }
}
