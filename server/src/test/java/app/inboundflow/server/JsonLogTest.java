package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as a process that writes its log as JSON and sends traces. */
@Timeout(60)
class JsonLogTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    private Path directory;

    private final Organization organization = Organization.create();
    private final String key = organization.key();
    private final Queue<byte[]> traces = new ConcurrentLinkedQueue<>();

    @Test
    void everyRequestIsALineWithoutWhatCallersWrote() throws Exception {
        var receiver = receiver();
        var log = directory.resolve("log");
        var once = organization.key(1, "calls:read");
        var builder = builder(log, "serve", "--port", "0");
        builder.environment()
                .put(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + receiver.getAddress().getPort());
        var process = builder.start();
        var ids = new ArrayList<String>();
        try {
            var api = new Api(ServeProcessTest.url(process), key);
            ids.add(id(api.get("/v1/me", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                    .expect(200)));
            ids.add(id(api.get("/v1/contacts?phone=%2B14155551234").expect(200)));
            ids.add(id(new Api(api.server(), "")
                    .get("/v1/calls?phone=%2B14155551234")
                    .expect(401)));
            ids.add(id(api.get("/v1/+14155551234").expect(404)));
            ids.add(id(api.createContact("{\"notes\": \"" + "+14155551234".repeat(6_000) + "\"}")
                    .expect(413)));
            var limited = new Api(api.server(), once);
            ids.add(id(limited.get("/v1/me").expect(200)));
            ids.add(id(limited.get("/v1/me").expect(429)));
            try (var wire = new Wire(api.server())) {
                wire.write("hello +14155551234\r\n\r\n");
                ids.add(id(wire.answer().expect(400)));
            }
            ids.add(id(Wire.exchange(api, "GET /v1/me", "X: " + "14155551234".repeat(2_000))
                    .expect(431)));
        } finally {
            process.destroy();
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
            receiver.stop(0);
        }

        var text = Files.readString(log);
        assertThat(text).doesNotContain("14155551234", key, once, key.substring(0, 14));
        var lines = text.lines()
                .map(JsonLogTest::json)
                .filter(line -> line.optString("logger").equals("access"))
                .toList();
        assertThat(lines.stream().map(line -> line.optString("request_id"))).containsExactlyElementsOf(ids);
        assertThat(lines.stream().map(line -> line.optString("operation") + " " + line.optInt("status")))
                .containsExactly(
                        "getMe 200",
                        "listContacts 200",
                        "listCalls 401",
                        "none 404",
                        "createContact 413",
                        "getMe 200",
                        "getMe 429",
                        "none 400",
                        "/ 431");
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.optDouble("duration_ms")).isBetween(0.001, 30_000.0));
        assertThat(values(lines.getFirst(), "method", "organization_id", "key_id"))
                .isEqualTo("GET " + organization.id() + " " + organization.keyId(key));
        assertThat(values(lines.get(2), "method", "organization_id", "key_id")).isEqualTo("GET  ");

        var sent = traces.stream()
                .map(body -> new String(body, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
        assertThat(sent)
                .contains(new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1))
                .contains("inboundflow", "GET /v1/me", "POST /v1/contacts", "http.response.status_code", ids.getFirst())
                .doesNotContain("14155551234", key);
    }

    @Test
    void aKeyThatIsMadeIsALine() throws Exception {
        var log = directory.resolve("log");
        var process = builder(
                        log,
                        "keys",
                        "create",
                        "--organization",
                        organization.id().toString())
                .start();
        var made = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();

        assertThat(Files.readAllLines(log)).hasSize(1);
        assertThat(values(json(Files.readString(log)), "logger", "message", "organization_id", "key_id", "user"))
                .isEqualTo(String.join(
                        " ",
                        "audit",
                        "key created",
                        organization.id().toString(),
                        organization.keyId(made).toString(),
                        System.getProperty("user.name")));
        assertThat(Files.readString(log)).doesNotContain(made);
    }

    @Test
    void aProtocolForTracesThatThereIsNotEndsTheServerInOneLine() throws Exception {
        var log = directory.resolve("log");
        var builder = builder(log, "serve", "--port", "0");
        builder.environment().put("OTEL_TRACES_EXPORTER", "otlp");
        builder.environment().put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
        var process = builder.start();

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readAllLines(log))
                .singleElement()
                .asString()
                .startsWith(
                        "Traces cannot be sent as the OTEL_ variables say: OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf");
    }

    private static String id(Answer answer) {
        return answer.header("X-Request-Id");
    }

    private static String values(JSONObject line, String... names) {
        return Stream.of(names).map(line::optString).collect(Collectors.joining(" "));
    }

    private static JSONObject json(String line) {
        try {
            return new JSONObject(line);
        } catch (JSONException malformed) {
            throw new AssertionError(line, malformed);
        }
    }

    /** Takes what an OpenTelemetry collector takes. */
    private HttpServer receiver() throws IOException {
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/v1/traces", exchange -> {
            traces.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        return receiver;
    }

    private static ProcessBuilder builder(Path log, String... arguments) {
        var builder = CommandProcess.builder(TestServer.path(TestServer.HOME), List.of(), arguments)
                .redirectError(log.toFile());
        builder.environment().put("INBOUNDFLOW_LOG_FORMAT", "json");
        return builder;
    }
}
