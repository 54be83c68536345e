package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.ndjson.RunningImports;
import app.inboundflow.server.observability.ManagementPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementPortTest {
    private static final String HOST = "127.0.0.1";
    private static final int PORT = freePort();
    private static final int CONNECTIONS = 20;
    private static final TestServer SERVER = TestServer.with(configuration());
    private static final URI MANAGEMENT = URI.create("http://" + HOST + ":" + PORT);
    private static final Path DOCUMENTS =
            Path.of(System.getProperty("inboundflow.contract")).resolveSibling("docs/operations");

    private final Organization organization = Organization.create(SERVER);
    private final Api api = organization.api();

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    private static Map<String, Object> configuration() {
        var configuration = new HashMap<>(ManagementPort.properties(PORT));
        configuration.put("inboundflow.connections-per-address", CONNECTIONS);
        return configuration;
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void healthAndMetricsAreAnsweredOnOneConnectionOfTheSecondPort() throws IOException {
        try (var wire = new Wire(MANAGEMENT)) {
            for (var path : new String[] {"/health", "/health/liveness", "/health/readiness"}) {
                wire.request(new Api(MANAGEMENT, ""), "GET " + path);
                assertThat(wire.answer().expect(200).body()).isEqualTo("{\"status\":\"UP\"}");
            }
            wire.request(new Api(MANAGEMENT, ""), "GET /metrics");
            assertThat(wire.answer().expect(200).header("Content-Type"))
                    .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/liveness", "/health/readiness", "/metrics"})
    void theFirstPortHasNoneOfThem(String path) {
        api.get(path).expect(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/me", "/v1/calls", "/", "/docs", "/openapi.yaml", "/problems", "/prometheus", "/beans"})
    void theSecondPortHasNothingElse(String path) {
        new Api(MANAGEMENT, api.key()).get(path).expect(404);
    }

    @Test
    void connectionsToTheFirstPortTakeNoPlaceOnTheSecond() throws IOException {
        var busy = new ArrayList<Wire>();
        try {
            for (var i = 0; i < CONNECTIONS; i++) {
                busy.add(new Wire(SERVER.uri(), "127.0.0.2"));
                busy.getLast().request(api, "POST /v1/contacts", "Expect: 100-continue", "Content-Length: 2");
                assertThat(busy.getLast().answerWithoutBody().status()).isEqualTo(100);
            }
            try (var scrape = new Wire(MANAGEMENT, "127.0.0.2")) {
                scrape.request(new Api(MANAGEMENT, ""), "GET /health");
                scrape.answer().expect(200);
            }
        } finally {
            for (var wire : busy) {
                wire.close();
            }
        }
    }

    @Test
    void requestsAreCountedByOperationMethodAndStatus() {
        var me = "http_server_requests_seconds_count{method=\"GET\",operation=\"getMe\",status=\"200\"}";
        var before = value(me);
        api.get("/v1/me").expect(200);

        assertThat(value(me)).isEqualTo(before + 1);
        assertThat(
                        value(
                                "http_server_requests_seconds_bucket{method=\"GET\",operation=\"getMe\",status=\"200\",le=\"10.0\"}"))
                .isEqualTo(before + 1);
    }

    @Test
    void theRequestsThatALimitRefusesAreCounted() {
        var key = "inboundflow_rate_limited_total{limit=\"key\"}";
        var before = value(key);
        var once = organization.api(organization.key(1, "calls:read"));
        once.get("/v1/me").expect(200);
        once.get("/v1/me").expect(429);

        assertThat(value(key)).isEqualTo(before + 1);
    }

    @Test
    void noRequestMakesASeriesOfItsOwn() {
        api.get("/v1/14155551234").expect(404);
        api.send("FROB", "/v1/calls", BodyPublishers.noBody()).expect(405);
        var before = names(scrape());
        for (var i = 0; i < 20; i++) {
            api.get("/v1/" + UUID.randomUUID()).expect(404);
            api.get("/" + UUID.randomUUID() + "?phone=%2B14155551234").expect(404);
            api.send("FROB" + (char) ('A' + i), "/v1/calls", BodyPublishers.noBody())
                    .expect(405);
        }

        assertThat(names(scrape())).isEqualTo(before);
        assertThat(scrape())
                .doesNotContain("14155551234", "FROB", organization.id().toString(), api.key());
        assertThat(value("http_server_requests_seconds_count{method=\"OTHER\",operation=\"none\",status=\"405\"}"))
                .isGreaterThan(20);
    }

    @Test
    void poolAndKeysAndImportsAreMeasured() throws Exception {
        api.get("/v1/calls").expect(200);
        assertThat(value("hikaricp_connections_max{pool=\"HikariPool")).isEqualTo(20);
        assertThat(value("inboundflow_keys_looked_up_total")).isPositive();
        assertThat(value("inboundflow_key_lookups_seconds_count")).isPositive();

        var before = value("inboundflow_imports_running");
        try (var importing = SERVER.sql().connect()) {
            importing.setClientInfo("ApplicationName", RunningImports.CONNECTION_NAME);
            assertThat(value("inboundflow_imports_running")).isEqualTo(before);
            importing.setAutoCommit(false);
            importing.createStatement().execute("SELECT 1");
            assertThat(value("inboundflow_imports_running")).isEqualTo(before + 1);
        }
    }

    @Test
    void everyMetricOfTheDashboardAndTheAlertsExists() throws IOException {
        // A pause is counted when there has been one, a moment later.
        while (!scrape().contains("jvm_gc_pause_seconds_sum")) {
            System.gc();
        }
        var used = Pattern.compile("\\b(http|hikaricp|jvm|process|system|logback|inboundflow)_[a-z_]+");
        try (var files = Stream.of("grafana-dashboard.json", "alerts.yml").map(DOCUMENTS::resolve)) {
            assertThat(files.map(ManagementPortTest::read)
                            .flatMap(text -> used.matcher(text).results())
                            .map(name -> name.group())
                            .collect(Collectors.toSet()))
                    .hasSizeGreaterThan(10)
                    .isSubsetOf(names(scrape()).stream()
                            .map(series -> series.replaceAll("\\{.*", ""))
                            .collect(Collectors.toSet()));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String scrape() {
        return HttpTest.plain(MANAGEMENT, "/metrics").expect(200).body();
    }

    /** The series that there are, with their labels. */
    private static Set<String> names(String metrics) {
        return metrics.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet());
    }

    /** The value of the one series that begins so; 0 when there is none. */
    private static double value(String series) {
        return scrape().lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }
}
