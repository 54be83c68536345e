package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.inboundflow.client.FaultServer.Reply;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What exceptions say of the way to the server, what they carry, and what they do not. */
class ConnectionErrorsTest extends FaultTest {
    private final InboundFlowClient once = client.withOptions(o -> o.maxRetries(0));

    @Test
    void unknownHostIsNamed() {
        assertThatThrownBy(() -> once.withOptions(o -> o.baseUrl("https://nowhere.invalid"))
                        .me())
                .isInstanceOf(ConnectionException.class)
                .hasMessage("GET /v1/me got no answer: nowhere.invalid is an unknown host");
    }

    @Test
    void refusedConnectionIsNamed() throws Exception {
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        assertThatThrownBy(() -> once.withOptions(o -> o.baseUrl("http://127.0.0.1:" + port))
                        .me())
                .hasMessage("GET /v1/me got no answer: 127.0.0.1:" + port + " refused the connection");
    }

    @Test
    void certificateThatIsNotTrustedIsNamedAndNotTriedAgain(@TempDir Path directory) throws Exception {
        var store = directory.resolve("server.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        var https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var connections = new AtomicInteger();
        https.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                connections.incrementAndGet();
                super.configure(parameters);
            }
        });
        https.start();
        try {
            var url = "https://localhost:" + https.getAddress().getPort();

            assertThatThrownBy(() -> client.withOptions(o -> o.baseUrl(url)).me())
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("localhost:")
                    .hasMessageContaining("no secure connection (TLS): ")
                    .hasMessageContaining("certification path");
            assertThat(connections.get()).isLessThanOrEqualTo(1);
        } finally {
            https.stop(0);
        }
    }

    @Test
    void redirectNamesWhereTo() {
        server.reply(Reply.of(308).header("Location", "https://elsewhere.example/v1/calls?key=secret"));

        assertThatThrownBy(client.calls()::list)
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("answered 308, a redirect to https://elsewhere.example/v1/calls, which is not")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://api.inboundflow.app/v1", "https://api.inboundflow.app/v1/", "http://localhost/a/v1"})
    void baseUrlThatEndsWithTheVersionIsRefused(String url) {
        assertThatThrownBy(() -> InboundFlowClient.builder().baseUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not end with /v1");
    }

    @Test
    void nothingCarriesTheBodyOfAnAnswerThatCannotBeRead() {
        server.otherwise(Reply.json("{\"data\":[\"My secret transcript\"],\"x\":My secret transcript}"));

        var failure = catchThrowableOfType(ServerException.class, once.calls()::list);

        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("secret");
        }
        assertThat(failure).hasMessageContaining("cannot be read: not JSON at line 1, column ");
        assertThat(failure.body()).contains("secret");
    }

    @Test
    void responseTellsNothingOfWhatCame() {
        server.reply(calls(null, 1));

        assertThat(client.withResponse(c -> c.calls().list()))
                .hasToString("Response[status=200, requestId=req_0123456789ab]");
    }

    @Test
    void exceptionKeepsItsStatusWhenItIsSerialized() throws Exception {
        server.reply(Reply.problem(409, "contact_exists", ",\"existing_id\":\"dbf31702-3468-4639-a5a4-e07f9bdae9a7\"")
                .header("Retry-After", "7"));
        var failure = catchThrowableOfType(
                ConflictException.class, () -> once.contacts().create(newContact()));
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }

        ConflictException copy;
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = (ConflictException) in.readObject();
        }

        assertThat(words(copy.status(), copy.code(), copy.requestId(), copy.existingId(), copy.body(), copy.headers()))
                .isEqualTo(words(
                        409,
                        "contact_exists",
                        "req_0123456789ab",
                        failure.existingId(),
                        failure.body(),
                        failure.headers()));
        assertThat(copy).hasMessage(failure.getMessage());
    }

    @Test
    void exceptionsCanBeMadeForTests() {
        var limited = InboundFlowException.of(
                429,
                Map.of("Content-Type", "application/problem+json", "Retry-After", "12"),
                "{\"code\":\"rate_limited\",\"detail\":\"Too many.\"}");

        assertThat(limited).isInstanceOfSatisfying(RateLimitException.class, e -> assertThat(
                        words(e.status(), e.code(), e.retryAfter()))
                .isEqualTo("429 rate_limited PT12S"));
        assertThatThrownBy(() -> InboundFlowException.of(200, Map.of(), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
