package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.FaultServer.Fault;
import app.inboundflow.client.FaultServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggingTest extends FaultTest {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    LoggingTest() {
        LOGGER.setLevel(Level.ALL);
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void silence() {
        LOGGER.removeHandler(handler);
        LOGGER.setLevel(null);
        LOGGER.setFilter(null);
    }

    @Test
    void listCallsLogsEveryAttemptAndEveryPause() {
        server.reply(Reply.problem(503, "service_unavailable").header("Retry-After", "0"), calls(null, 1));

        client.calls().list();

        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("FINE GET /v1/calls\\?limit=100: 503 req_0123456789ab in [0-9]+ ms"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "FINE GET /v1/calls?limit=100: 503 req_0123456789ab; again in 0 ms (1 of 2)"),
                        line -> assertThat(line)
                                .matches("FINE GET /v1/calls\\?limit=100: 200 req_0123456789ab in [0-9]+ ms"));
    }

    @Test
    void listCallsLogsNoKeyPhoneNumberOrBody() {
        server.reply(
                calls("c1", 1).fault(Fault.RESET_IN_BODY),
                calls("c1", 1),
                Reply.problem(429, "rate_limited").header("Retry-After", "0"),
                calls(null, 1),
                calls(null, 1).brokenGzip(),
                Reply.of(403).body("text/html", "My secret transcript of +14155551234"),
                calls(null, 1).fault(Fault.STALL_IN_BODY),
                Reply.json("{\"data\":\"My secret transcript\"}"));
        var parameters = new ListCallsParameters()
                .phone("+14155551234")
                .limit(3)
                .since(Instant.EPOCH)
                .cursor("Y3Vyc29y");

        client.calls().list(parameters).next();
        assertThatThrownBy(() -> client.calls().list(parameters)).isInstanceOf(PermissionException.class);
        var hasty = client.withOptions(o -> o.maxRetries(0).timeout(Duration.ofMillis(300)));
        assertThatThrownBy(() -> hasty.calls().list(parameters)).isInstanceOf(ConnectionException.class);
        assertThatThrownBy(() -> client.calls().list(parameters)).isInstanceOf(ServerException.class);

        assertThat(lines).hasSize(11).allSatisfy(line -> assertThat(line)
                .contains("GET /v1/calls?limit=3&cursor=***&since=1970-01-01T00%3A00%3A00Z&phone=***: ")
                .doesNotContain("sk_live", KEY, "4155551234", "secret", "Dave", "Y3Vyc29y"));
    }

    @Test
    void createContactLogsNoPhoneNumberAndNoIdempotencyKey() {
        server.reply(created().fault(Fault.CLOSE_IN_BODY), created());

        client.contacts().create(newContact(), "my-own-key");

        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("FINE POST /v1/contacts: 127.0.0.1:"),
                        line -> assertThat(line)
                                .startsWith("FINE POST /v1/contacts: 127.0.0.1:")
                                .containsPattern("; again in [345][0-9][0-9] ms \\(1 of 2\\)$"),
                        line -> assertThat(line).startsWith("FINE POST /v1/contacts: 201 req_0123456789ab in "))
                .allSatisfy(line -> assertThat(line).doesNotContain("sk_live", "4155559999", "my-own-key"));
    }

    @Test
    void listCallsLogsNothingUnlessAsked() {
        LOGGER.setLevel(Level.INFO);
        server.reply(Reply.of(503).header("Retry-After", "0"), calls(null, 1));

        client.calls().list();

        assertThat(lines).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 503})
    void listCallsEndsWhenALogCannotBeWritten(int status) {
        LOGGER.setFilter(record -> {
            throw new IllegalStateException("disk full");
        });
        server.otherwise(Reply.of(status).header("Retry-After", "0"));

        assertThatThrownBy(() -> client.async().calls().list().get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InboundFlowException.class)
                .hasRootCauseMessage("disk full");
    }
}
