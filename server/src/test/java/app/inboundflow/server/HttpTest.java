package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.json.JSONException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
    private final Organization organization = Organization.create();
    private final Api api = organization.api();

    @Test
    void listCallsIsCompressedWhenAskedFor() throws IOException {
        organization.call("created_at", "2026-02-24T20:59:00Z", "transcript", "All work and no play. ".repeat(1000));

        var plain = api.get("/v1/calls").expect(200);
        var compressed = api.get("/v1/calls", "Accept-Encoding", "gzip").expect(200);

        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.bytes()).hasSizeLessThan(plain.bytes().length / 10);
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(compressed.bytes()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("All work and no play.");
        }
    }

    @Test
    void getMeAnswersManyRequestsOnOneConnection() throws IOException {
        try (var wire = new Wire(api.server())) {
            for (var i = 0; i < 20; i++) {
                wire.request(api, "GET /v1/me");
                assertThat(wire.answer().requireCommonRules().expect(200).header("Connection"))
                        .isNotEqualToIgnoringCase("close");
            }
            wire.request(api, "GET /v1/calls?limit=0");
            wire.answer().requireCommonRules().expect(400);
            wire.request(api, "GET /v1/calls/" + UUID.randomUUID());
            wire.answer().requireCommonRules().expect(404);
            wire.request(api, "GET /v1/me");
            wire.answer().requireCommonRules().expect(200);
        }
    }

    @Test
    void getMeAnswersPipelinedRequestsInOrder() throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(api, "GET /v1/me");
            wire.request(api, "GET /v1/calls?limit=0");
            wire.request(api, "GET /v1/me");

            wire.answer().requireCommonRules().expect(200);
            wire.answer().requireCommonRules().expect(400);
            wire.answer().requireCommonRules().expect(200);
        }
    }

    @Test
    void createContactAfterTheLastRequestOfAConnectionIsNotCarriedOut() throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.write(pipelined("GET /v1/me", "Connection: close")
                    + pipelined("POST /v1/contacts", "Content-Type: application/json", "Content-Length: 25")
                    + "{\"phone\": \"+14155550190\"}");
            wire.answer().requireCommonRules().expect(200);
            wire.requireClosed();
        }
        assertThat(api.get("/v1/contacts?phone=%2B14155550190").expect(200).ids())
                .isEmpty();
    }

    private String pipelined(String requestLine, String... headers) {
        return requestLine + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + api.key() + "\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
    }

    @Test
    void getMeClosesTheConnectionWhenAskedTo() throws IOException {
        assertThat(Wire.exchange(api, "GET /v1/me", "Connection: close")
                        .expect(200)
                        .header("Connection"))
                .isEqualToIgnoringCase("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/calls", "/v1/contacts", "/v1/leads", "/v1/appointments", "/v1/me"})
    void everyReadAnswersHeadLikeGetWithoutTheBody(String path) throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(api, "GET " + path);
            var get = wire.answer().requireCommonRules().expect(200);
            wire.request(api, "HEAD " + path);
            var head = wire.answerWithoutBody().requireCommonRules().expect(200);
            wire.request(api, "GET " + path);
            wire.answer().requireCommonRules().expect(200);

            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
            assertThat(head.header("X-RateLimit-Limit")).isEqualTo("1000000");
        }
    }

    @Test
    void getCallAnswersHeadOfNothingWithoutABody() throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(api, "HEAD /v1/calls/" + UUID.randomUUID());
            wire.answerWithoutBody().requireCommonRules().expect(404);
            wire.request(api, "HEAD /v1/calls?limit=0");
            wire.answerWithoutBody().requireCommonRules().expect(400);
            wire.request(api, "GET /v1/me");
            wire.answer().requireCommonRules().expect(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | /v1/calls    | GET,HEAD",
                "POST   | /v1/calls    | GET,HEAD",
                "PUT    | /v1/contacts | GET,HEAD,POST",
                "PATCH  | /v1/contacts/dbf31702-3468-4639-a5a4-e07f9bdae9a7 | GET,HEAD",
                "DELETE | /v1/me       | GET,HEAD",
            })
    void everyPathSaysWhichMethodsItHas(String method, String path, String methods) {
        var answer = api.send(method, path, BodyPublishers.noBody());

        answer.expect(405);
        assertThat(answer.header("Allow").split(", ?")).containsExactlyInAnyOrder(methods.split(","));
        assertThat(answer.json().optString("detail"))
                .isEqualTo(method + " is not possible here; these are: " + answer.header("Allow") + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/*"})
    void listCallsRefusesAnAcceptHeaderThatRulesJsonOut(String accept) {
        api.get("/v1/calls", "Accept", accept)
                .expectProblem(406, "not_acceptable", "This path answers with application/json.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "application/*", "application/json", "text/html, application/json;q=0.1", "text/html, */*"
            })
    void listCallsTakesAnAcceptHeaderThatAllowsJson(String accept) {
        assertThat(api.get("/v1/calls", "Accept", accept).expect(200).header("Content-Type"))
                .isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/",
                "/v1/nothing",
                "/v1/calls/07f51470-ef1d-421c-a847-36e98732bb9b/messages",
                "/v1/leads/07f51470-ef1d-421c-a847-36e98732bb9b"
            })
    void everyUnknownPathOfTheApiIsA404ToWhoHasAKey(String path) {
        api.get(path).expectProblem(404, "not_found", "The API has no path " + path + ".");
        TestServer.shared().anonymous().get(path).expect(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1", "/v2/calls", "/../etc/passwd", "/beans", "/env", "/info", "/stop", "/token_info", "/login"
            })
    void everyOtherUnknownPathIsA404(String path) throws IOException {
        Wire.exchange(TestServer.shared().anonymous(), "GET " + path)
                .expectProblem(404, "not_found", "The API has no path " + path + ".");
    }

    @Test
    void everyAnswerHasAnIdOfItsOwn() {
        var ids = new HashSet<String>();
        for (var i = 0; i < 100; i++) {
            ids.add(api.get("/v1/me").header("X-Request-Id"));
        }
        assertThat(ids).hasSize(100);
        assertThat(api.get("/v1/me", "X-Request-Id", "req_000000000000").header("X-Request-Id"))
                .isNotEqualTo("req_000000000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/liveness", "/health/readiness"})
    void healthNeedsNoKeyAndTellsNoDetails(String path) {
        var health = plain(TestServer.shared(), path);

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(health.header("X-Request-Id")).matches("req_[0-9a-f]{12,32}");
    }

    @Test
    void listCallsIsJsonInUtf8() throws JSONException {
        organization.call("caller_name", "Zoë 🚗");

        var answer = api.get("/v1/calls").expect(200);

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).contains("Zoë");
        assertThat(answer.json().getJSONArray("data").getJSONObject(0).getString("caller_name"))
                .isEqualTo("Zoë 🚗");
    }

    @Test
    void whatIsNoHttpIsRefused() throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.write("hello\r\n\r\n");
            wire.answer().requireCommonRules().expect(400);
        }
    }

    /** Something that is not part of the API. */
    static Answer plain(TestServer server, String path) {
        return plain(server.uri(), path);
    }

    /** The same on a port of its own. */
    static Answer plain(URI server, String path) {
        try (var wire = new Wire(server)) {
            wire.request(new Api(server, ""), "GET " + path);
            return wire.answer();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
