package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that send slowly, do not read, or open many connections, against a server whose deadlines are short. */
class SlowClientsTest {
    private static final int MOST_CONNECTIONS = 20;
    private static TestServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = TestServer.with(Map.of(
                "inboundflow.header-deadline", "1s",
                "inboundflow.body-deadline", "1s",
                "inboundflow.answer-deadline", "300ms",
                "inboundflow.connections-per-address", MOST_CONNECTIONS));
        api = server.organization().api();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void headersThatTrickleInAreCutOff() throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.write("GET /v1/me HTTP/1.1\r\n");
            wire.trickle("X: " + "x".repeat(1_000));
            wire.requireClosed();
        }
    }

    @Test
    void aBodyThatTricklesInIsRefused() throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(api, "POST /v1/contacts", "Content-Type: application/json", "Content-Length: 60000");
            wire.trickle(" ".repeat(1_000));
            wire.answer()
                    .requireCommonRules()
                    .expectProblem(400, "invalid_request", "The body did not arrive within 1 seconds.");
            wire.requireClosed();
        }
    }

    @Test
    void aConnectionBetweenRequestsMayBeIdleForLonger() throws Exception {
        try (var wire = new Wire(api.server());
                var other = new Wire(api.server())) {
            wire.request(api, "GET /v1/me");
            wire.answer().expect(200);
            // The other connection is cut off by the same deadline.
            other.write("GET /");
            other.requireClosed();
            wire.request(api, "GET /v1/me");
            wire.answer().expect(200);
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutOff() throws IOException {
        try (var wire = new Wire(api.server())) {
            // More than the buffers of both sides' systems take.
            for (var i = 0; i < 20; i++) {
                wire.request(api, "GET /docs/swagger-ui-bundle.js");
            }
            wire.requireCutOff();
        }
    }

    @Test
    void bodiesThatAreNotCompleteAreBounded() throws IOException {
        try (var tight = TestServer.with(Map.of("inboundflow.most-held-bytes", 10_000));
                var wire = new Wire(tight.uri())) {
            var other = tight.organization().api();
            wire.request(other, "POST /v1/contacts", "Content-Type: application/json", "Content-Length: 60000");
            wire.write(" ".repeat(59_999));

            var busy = wire.answer().requireCommonRules();
            busy.expectProblem(503, "service_unavailable", "The server is busy. Try again in 5 seconds.");
            assertThat(busy.header("Retry-After")).isEqualTo("5");
            wire.requireClosed();
            other.get("/v1/me").expect(200);
        }
    }

    @Test
    void oneConnectionMoreTakesThePlaceOfTheOneThatIsIdleTheLongest() throws IOException {
        var idle = new ArrayList<Wire>();
        try {
            for (var i = 0; i < MOST_CONNECTIONS; i++) {
                var wire = new Wire(api.server());
                idle.add(wire);
                wire.request(api, "GET /v1/me");
                wire.answer().expect(200);
            }
            try (var oneMore = new Wire(api.server())) {
                oneMore.request(api, "GET /v1/me");
                oneMore.answer().expect(200);
                idle.getFirst().requireClosed();
                idle.getLast().request(api, "GET /v1/me");
                idle.getLast().answer().expect(200);
            }
        } finally {
            for (var wire : idle) {
                wire.close();
            }
        }
    }

    @Test
    void oneConnectionMoreIsClosedWhenNoOtherIsIdle() throws IOException {
        var busy = new ArrayList<Wire>();
        try {
            for (var i = 0; i < MOST_CONNECTIONS; i++) {
                var wire = new Wire(api.server());
                busy.add(wire);
                wire.request(
                        api,
                        "POST /v1/contacts",
                        "Content-Type: application/json",
                        "Content-Length: 2",
                        "Expect: 100-continue");
                wire.answerWithoutBody().expect(100);
            }
            try (var oneMore = new Wire(api.server())) {
                oneMore.requireClosed();
            }
            busy.getFirst().write("{}");
            busy.getFirst().answer().expect(400);
        } finally {
            for (var wire : busy) {
                wire.close();
            }
        }
        assertThat(busy).hasSize(MOST_CONNECTIONS);
    }
}
