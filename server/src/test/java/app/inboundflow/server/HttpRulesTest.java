package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no client would send: each gets a documented answer, and a connection whose state is in doubt ends. */
class HttpRulesTest {
    private static final String CONTACT = "{\"phone\":\"+14155550100\"}";

    private final Organization organization = Organization.create();
    private final Api api = organization.api();
    private final String authorization = "Authorization: Bearer " + api.key() + "\r\n";

    // Targets

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/calls?limit=%",
                "/v1/calls?limit=%zz",
                "/v1/calls?%zz=1",
                "/v1/calls?a=%2[]0",
                "/v1/calls?phone=|",
                "/v1/calls?phone=%ff",
                "/v1/calls?phone=%C0%80",
                "/v1/calls?phone=%ED%A0%80",
                "/v1/calls/%",
                "/v1/calls/%zz",
                "/v1/calls/%ff",
                "/v1/calls#fragment",
                "/v1/me?^",
                "/v1/calls?phone=a b",
                "/v1/calls?phone= ",
                "/v1/calls?phone=a b c",
                "/v1/calls/\u0000",
                "/v1/calls/\u0001\t",
                "/v1/calls/\u007f",
                "/v1/calls/\u00e4",
                "/v1/calls?phone=\ud83d\ude97",
                "/v1/nothing/%"
            })
    void aTargetThatIsNotPercentEncodedIsRefusedAfterAuthenticationAndCounted(String target) throws IOException {
        var limited = organization.api(organization.key(1_000, "calls:read"));

        var answer = Wire.exchange(limited, "GET " + target);

        answer.expectProblem(400, "invalid_request", "The path or the query is not properly percent-encoded UTF-8.");
        assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("1000");
        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("999");
        var refused = Wire.exchange(TestServer.shared().anonymous(), "GET " + target);
        refused.expect(401);
        assertThat(refused.header("X-RateLimit-Remaining")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://other.example/v1/me, 200",
        "HTTP://h:99/v1/me?, 200",
        "https://h/v1/calls?limit=0, 400",
        "http://h, 307",
        "http://h/v1/nothing, 404",
        "//v1/me, 404",
        "//h/v1/me, 404",
        "/v1//me, 404",
        "/v1/me/, 404",
        "/v1/me;a=b, 404",
        "/v1/me%00, 404",
        "/v1/./me, 404",
        "/v1/../v1/me, 404",
        "/v1/%6De, 404",
        "/v1%2Fme, 404",
        "/v1/calls/%2F, 400",
        "/v1/calls/%2e%2e, 400",
        "/V1/me, 404",
        "*, 400",
        "v1/me, 400",
        "ftp://h/v1/me, 400",
        "host:80, 400"
    })
    void everyFormOfTargetHasItsAnswer(String target, int status) throws IOException {
        Wire.exchange(api, "GET " + target).expect(status);
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS, /v1/me", "TRACE, /v1/me", "CONNECT, /v1/me", "PROPFIND, /v1/me", "PUT, /v1/calls"})
    void aMethodThatAPathDoesNotHaveIsA405(String method, String target) throws IOException {
        var answer = Wire.exchange(api, method + " " + target).expect(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
        Wire.exchange(TestServer.shared().anonymous(), method + " " + target).expect(401);
    }

    @Test
    void methodsAreCapitals() throws IOException {
        for (var method : new String[] {"get", "G\u0000T", "P\u00d6ST", "G^T"}) {
            Wire.exchange(api, method + " /v1/me")
                    .expectProblem(400, "invalid_request", "A method is written in capitals, such as GET.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS *", "CONNECT host:443", "GET *"})
    void aTargetThatIsNoPathIsRefused(String line) throws IOException {
        Wire.exchange(api, line)
                .expectProblem(400, "invalid_request", "The target of a request is a path, such as /v1/calls.");
    }

    // Versions and the head

    @Test
    void http10IsAnsweredAndClosed() throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.write("GET /v1/me HTTP/1.0\r\n" + authorization + "\r\n");
            wire.answer().requireCommonRules().expect(200);
            wire.requireClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/me\r\n\r\n",
                "GET /v1/me HTTP/3.7\r\n\r\n",
                "GET /v1/me HTTP/9.9\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET  HTTP/1.1\r\n\r\n",
                "hello\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"
            })
    void whatIsNotHttp11IsRefusedAndClosed(String text) throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.write(text);
            assertThat(wire.answer().requireCommonRules().status()).isIn(400, 401);
            wire.requireClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: a\u0000b",
                "X: a\u0001b",
                ": x",
                "X y: z",
                "X\t: z",
                "no colon",
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: -1",
                "Content-Length: +1",
                "Content-Length: 1x",
                "Content-Length: 99999999999999999999"
            })
    void aMalformedHeaderIsRefusedAndClosed(String header) throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(api, "GET /v1/me", header);
            var answer = wire.answer().requireCommonRules().expect(400);
            assertThat(answer.header("X-RateLimit-Limit")).isNotEmpty();
            wire.requireClosed();
        }
    }

    @Test
    void aLongRequestLineAndLargeHeadersAreRefused() throws IOException {
        for (var limit : new String[] {"/v1/calls?cursor=" + "x".repeat(5_000), "/" + "x".repeat(100_000)}) {
            Wire.exchange(api, "GET " + limit)
                    .expectProblem(414, "uri_too_long", "The path and query together are too long.");
        }
        for (var size : new int[] {9_000, 100_000}) {
            Wire.exchange(api, "GET /v1/me", "X: " + "x".repeat(size))
                    .expectProblem(431, "headers_too_large", "The headers together are too large.");
        }
        Wire.exchange(TestServer.shared().anonymous(), "GET /v1/me", "X: " + "x".repeat(9_000))
                .expect(431);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: a\r\nHost: a\r\n",
                "Host: a\r\nHost: b\r\n",
                "Host: a b\r\n",
                "Host: user@h\r\n",
                "Host: h/x\r\n"
            })
    void anythingButOneHostIsRefused(String hosts) throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.write("GET /v1/me HTTP/1.1\r\n" + hosts + authorization + "\r\n");
            wire.answer()
                    .requireCommonRules()
                    .expectProblem(400, "invalid_request", "A request has one Host header, with a host and a port.");
        }
    }

    @Test
    void twoKeysAreNone() throws IOException {
        Wire.exchange(api, "GET /v1/me", authorization.strip()).expect(401);
        Wire.exchange(api, "GET /v1/me", "Authorization: Basic eDp5").expect(401);
    }

    // Bodies

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chunked, xchunked",
                "xchunked",
                "gzip, chunked",
                "chunked, gzip",
                "chunked, chunked",
                "identity",
                "chunked;q=1",
                "\"chunked\"",
                "\r\n chunked",
                "chunked\r\n ",
                "chunked\r\nTransfer-Encoding: chunked",
                "chunked\r\nTransfer-Encoding: identity",
                "deflate",
                "snappy"
            })
    void aTransferEncodingOtherThanChunkedIsRefusedAndClosed(String coding) throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(api, "POST /v1/contacts", "Content-Type: application/json", "Transfer-Encoding: " + coding);
            wire.write("18\r\n" + CONTACT + "\r\n0\r\n\r\nGET /v1/me HTTP/1.1\r\nHost: x\r\n" + authorization + "\r\n");
            wire.answer().requireCommonRules().expect(400);
            wire.requireClosed();
        }
        assertThat(contacts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zz\r\n", "-1\r\n", "18\r\n" + CONTACT + "xx0\r\n\r\n", "18\r\n" + CONTACT + "\r\nq\r\n\r\n"})
    void aMalformedChunkIsAnsweredAndClosed(String chunks) throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(api, "POST /v1/contacts", "Content-Type: application/json", "Transfer-Encoding: chunked");
            wire.write(chunks);
            wire.answer()
                    .requireCommonRules()
                    .expectProblem(400, "invalid_request", "The chunks of the body are malformed.");
            wire.requireClosed();
        }
        assertThat(contacts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "snappy", "zstd", "compress", "GZIP", "identity, gzip", "x"})
    void aCompressedBodyIsRefused(String coding) throws IOException {
        Wire.exchange(
                        api,
                        "POST /v1/contacts",
                        "Content-Type: application/json",
                        "Content-Encoding: " + coding,
                        "Content-Length: 24\r\n\r\n" + CONTACT)
                .expectProblem(415, "unsupported_media_type", "Send the body as Content-Type: application/json.");
        assertThat(contacts()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json; charset=utf-16        | 415",
                "application/json; charset=iso-8859-1    | 415",
                "application/json; charset=utf-8; charset=utf-16 | 415",
                "application/json; charset=\"UTF-8\"     | 201",
                "application/json ; profile=x            | 201",
                "application/json;                       | 201",
                "application/json, application/json      | 415",
                "application/*                           | 415",
                "*/*                                     | 415",
                "text/json                               | 415",
                "multipart/form-data; boundary=x         | 415",
                ";                                       | 415",
            })
    void onlyJsonInUtf8IsTaken(String type, int status) throws IOException {
        post(CONTACT.getBytes(StandardCharsets.UTF_8), "Content-Type: " + type).expect(status);
    }

    @Test
    void twoMediaTypesAreRefused() throws IOException {
        post(
                        CONTACT.getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json\r\nContent-Type: application/json")
                .expect(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void aBodyInAnotherUnicodeIsMalformed(String charset) throws Exception {
        var answer = post(CONTACT.getBytes(charset), "Content-Type: application/json")
                .expect(400);
        assertThat(answer.faults()).singleElement().asString().startsWith("body  malformed: must be ");
        assertThat(contacts()).isZero();
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        post(("\uFEFF" + CONTACT).getBytes(StandardCharsets.UTF_8), "Content-Type: application/json")
                .expect(201);
        post(("\uFEFF\uFEFF" + CONTACT).getBytes(StandardCharsets.UTF_8), "Content-Type: application/json")
                .expect(400);
    }

    @Test
    void overlongUtf8IsMalformed() throws IOException {
        var body = "{\"phone\":\"+14155550100\",\"name\":\"??\"}".getBytes(StandardCharsets.UTF_8);
        body[body.length - 4] = (byte) 0xC1;
        body[body.length - 3] = (byte) 0x81;
        assertThat(post(body, "Content-Type: application/json").expect(400).faults())
                .containsExactly("body  malformed: must be well-formed JSON in UTF-8; it goes wrong at byte 33");
    }

    @Test
    void aNumberOfThousandDigitsIsToldSo() {
        assertThat(api.createContact("{\"phone\":" + "9".repeat(1_001) + "}")
                        .expect(400)
                        .faults())
                .containsExactly("body  malformed: must not have numbers of more than 1000 digits");
        assertThat(api.createContact("{\"phone\":" + "[".repeat(1_001))
                        .expect(400)
                        .faults())
                .containsExactly("body  malformed: must not be nested more than 1000 levels deep");
    }

    @Test
    void aBodyOfAReadIsIgnored() throws IOException {
        try (var wire = new Wire(api.server())) {
            for (var size : new int[] {1, 70_000}) {
                wire.request(api, "GET /v1/me", "Content-Type: x", "Content-Encoding: gzip", "Content-Length: " + size);
                wire.write("x".repeat(size));
                wire.answer().requireCommonRules().expect(200);
            }
            wire.request(api, "GET /v1/me", "Transfer-Encoding: chunked");
            wire.write("1\r\nx\r\n0\r\nTrailer: x\r\n\r\n");
            wire.answer().requireCommonRules().expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/me", "PATCH /v1/contacts", "PUT /v1/calls"})
    void aLargeBodyOfWhatIsNoOperationIsA405(String line) throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(api, line, "Content-Type: text/plain", "Content-Encoding: gzip", "Content-Length: 70000");
            wire.write("x".repeat(70_000));
            wire.answer().requireCommonRules().expect(405);
            wire.request(api, "GET /v1/me");
            wire.answer().requireCommonRules().expect(200);
        }
    }

    @Test
    void aConnectionSurvivesA413WhoseBodyIsSent() throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(api, "POST /v1/contacts", "Content-Type: application/json", "Content-Length: 100000");
            wire.answer().requireCommonRules().expect(413);
            wire.write("x".repeat(100_000));
            wire.request(api, "GET /v1/me");
            wire.answer().requireCommonRules().expect(200);
        }
    }

    @Test
    void continueIsSaidOnlyWhenTheBodyIsWanted() throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(
                    api,
                    "POST /v1/contacts",
                    "Content-Type: application/json",
                    "Content-Length: 24",
                    "Expect: 100-continue");
            wire.answerWithoutBody().expect(100);
            wire.write(CONTACT);
            wire.answer().requireCommonRules().expect(201);
            wire.request(
                    api,
                    "POST /v1/contacts",
                    "Content-Type: application/json",
                    "Content-Length: 100000",
                    "Expect: 100-continue");
            wire.answer().requireCommonRules().expect(413);
            wire.requireClosed();
        }
        Wire.exchange(api, "GET /v1/me", "Expect: wonders").expect(200);
    }

    // Forms of answers

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/problem+json, application/json  | 200",
                "application/json;charset=utf-16             | 200",
                "application/json;version=2;q=0.1            | 200",
                "application/json;q=0                        | 406",
                "application/json;q=0, */*                   | 406",
                "*/*;q=0                                     | 406",
                "application/problem+json                    | 406",
                "application/*;q=0.5, text/html              | 200",
                "text/html                                   | 406",
                "json                                        | 406",
                "a/b/c, ;q=1, ,,                             | 406",
                "application/json;q=x                        | 406",
                "APPLICATION/JSON                            | 200",
            })
    void anAnswerIsJsonOrA406(String accept, int status) throws IOException {
        var answer = Wire.exchange(api, "GET /v1/me", "Accept: " + accept).expect(status);
        assertThat(answer.header("Content-Type"))
                .isEqualTo(status == 200 ? "application/json" : "application/problem+json");
        Wire.exchange(TestServer.shared().anonymous(), "GET /docs", "Accept: " + accept)
                .expect(200);
        Wire.exchange(api, "GET /v1/nothing", "Accept: " + accept).expect(404);
    }

    @Test
    void anEmptyAcceptHeaderIsNone() throws IOException {
        Wire.exchange(api, "GET /v1/me", "Accept: ").expect(200);
        Wire.exchange(api, "GET /v1/me", "Accept: text/html", "Accept: */*").expect(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                   | gzip",
                "*                      | gzip",
                "x-gzip                 | gzip",
                "GZIP;q=0.5             | gzip",
                "snappy, zstd, br       | ''",
                "deflate                | ''",
                "gzip;q=0, *            | ''",
                "identity, gzip;q=0.5   | ''",
                "identity;q=0           | ''",
                "gzip;q=2               | ''",
                ";;;                    | ''",
            })
    void anAnswerIsGzippedOrPlain(String accept, String coding) throws IOException {
        organization.call("transcript", "All work and no play. ".repeat(100));
        for (var path : new String[] {"/v1/calls", "/docs/swagger-ui.css", "/openapi.yaml"}) {
            var answer = Wire.exchange(api, "GET " + path, "Accept-Encoding: " + accept)
                    .expect(200);
            assertThat(answer.header("Content-Encoding")).as(path).isEqualTo(coding);
            assertThat(answer.header("Vary")).as(path).contains("Accept-Encoding");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Range: bytes=0-1",
                "If-None-Match: *",
                "If-Match: \"x\"",
                "If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT",
                "If-Unmodified-Since: x",
                "Accept-Charset: utf-16",
                "Accept-Charset: ,",
                "Accept-Charset: ;q",
                "Accept-Language: ,",
                "Accept-Language: -;q=x",
                "Cookie: ,;=",
                "If-Range: ,",
                "Forwarded: ,;",
                "Content-Language: ,",
                "Connection: ,",
                "Trailer: ,",
                "Accept-Language: xx",
                "X-HTTP-Method-Override: DELETE",
                "X-Method-Override: POST",
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x",
                "Cookie: a=b; c",
                "X-Forwarded-For: x",
                "Forwarded: for=\"_x\"",
                "Origin: null",
                "Origin: https://evil.example",
                "TE: trailers",
                "Max-Forwards: 0",
                "Content-Type: \u00e4",
                "Date: x",
                "From: x"
            })
    void headersThatMeanNothingHereChangeNothing(String header) throws IOException {
        var answer = Wire.exchange(api, "GET /v1/me", header).expect(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void errorsAreNotKeptEither() throws IOException {
        for (var answer : new Answer[] {
            api.get("/v1/calls?limit=0"),
            api.get("/v1/calls/" + UUID.randomUUID()),
            TestServer.shared().anonymous().get("/v1/me"),
            Wire.exchange(api, "GET /v1/calls/%")
        }) {
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    private Answer post(byte[] body, String headers) throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(api, "POST /v1/contacts", headers, "Content-Length: " + body.length);
            wire.write(body);
            return wire.answer().requireCommonRules();
        }
    }

    private long contacts() {
        return TestServer.shared()
                .sql()
                .count("SELECT count(*) FROM contacts WHERE organization_id = ?", organization.id());
    }
}
