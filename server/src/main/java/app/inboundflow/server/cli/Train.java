package app.inboundflow.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.inboundflow.server.Configuration;
import app.inboundflow.server.auth.ApiKeyIssuer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code train}: serves the demo organization and sends itself requests of every kind, for a JVM that writes an AOT cache
 * ({@code -XX:AOTCacheOutput}). The cache then holds the classes of the code that answers (JEP 483), so that a server need not load
 * them from the jar. The launcher does this after a build; nobody else needs it.
 */
@Command(
        name = "train",
        description = "Serve the demo organization in a new INBOUNDFLOW_HOME, send it requests, and stop.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class Train implements Runnable {
    /** Of seven digits, for phone numbers. */
    private static final int FIRST_NUMBER = 1_000_000;

    private static final String CONTENT_LENGTH = "content-length: ";

    private static final Pattern FIRST_ID = Pattern.compile("\"data\":\\[\\{\"id\":\"([^\"]+)\"");
    private static final Pattern NEXT_CURSOR = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

    private static final String NEW_CONTACT =
            "{\"phone\":\"+1415%d\",\"name\":\"Zoë Garcia\",\"email\":\"zoe@example.com\",\"notes\":\"Wants a call back.\"}";

    @Mixin
    private ServerRunner runner = new ServerRunner();

    @Option(
            names = "--requests",
            paramLabel = "COUNT",
            description = "How many requests to send (default: ${DEFAULT-VALUE}).")
    private int requests = 1_000;

    /** One kind of request, and the status that answers it. A body with {@code %d} gets a number that no other has. */
    private record Kind(int status, String path, @Nullable String body) {}

    @Override
    public void run() {
        if (Configuration.ofEnvironment().databaseUrl().isPresent()) {
            throw new CommandFailure("train writes data that nobody needs, and only into an embedded database."
                    + " Unset INBOUNDFLOW_DATABASE_URL.");
        }
        runner.run(this::prepare);
    }

    private Consumer<String> prepare(Session session, PrintWriter out) {
        session.bean(DemoLoader.class).load(Instant.now());
        var key = session.bean(ApiKeyIssuer.class)
                .issue(DemoLoader.ORGANIZATION, "Training", ApiKeyIssuer.allScopes(), 1_000_000, null)
                .reveal();
        return address -> {
            ask(address, key);
            out.println("Sent " + requests + " requests.");
            // Ends the command as a signal to stop would.
            Thread.currentThread().interrupt();
        };
    }

    private void ask(String address, String key) {
        try (var client = new Client(URI.create(address), key)) {
            var kinds = kinds(client);
            for (var sent = 0; sent < requests; sent++) {
                client.send(kinds.get(sent % kinds.size()), FIRST_NUMBER + sent);
            }
        } catch (IOException failed) {
            throw new IllegalStateException("The server did not answer itself.", failed);
        }
    }

    /** Every operation, every filter, and what most often goes wrong. */
    private static List<Kind> kinds(Client client) throws IOException {
        var calls = "/v1/calls?limit=50";
        client.send(new Kind(200, "/health/readiness", null), 0);
        client.send(new Kind(200, "/openapi.yaml", null), 0);
        var newest = client.send(new Kind(200, "/v1/contacts", null), 0);
        var cursor = found(NEXT_CURSOR, client.send(new Kind(200, calls, null), 0));
        return List.of(
                new Kind(200, "/v1/me", null),
                new Kind(200, calls, null),
                new Kind(200, calls + "&cursor=" + cursor, null),
                new Kind(200, calls + "&status=completed&since=2026-01-01T00:00:00Z", null),
                new Kind(200, calls + "&phone=%2B14155551234", null),
                new Kind(200, "/v1/calls/" + DemoLoader.CALL, null),
                new Kind(404, "/v1/calls/" + new UUID(0, 0), null),
                new Kind(200, "/v1/contacts?limit=10", null),
                new Kind(200, "/v1/contacts?phone=%2B14155551234", null),
                new Kind(200, "/v1/contacts/" + found(FIRST_ID, newest), null),
                new Kind(201, "/v1/contacts", NEW_CONTACT),
                new Kind(201, "/v1/contacts", NEW_CONTACT),
                new Kind(400, "/v1/contacts", "{\"phone\":\"%d\",\"unknown\":true}"),
                new Kind(200, "/v1/leads?status=new", null),
                new Kind(200, "/v1/appointments?limit=20", null));
    }

    private static String found(Pattern pattern, String answer) {
        var found = pattern.matcher(answer);
        if (!found.find()) {
            throw new IllegalStateException("This has no " + pattern + ": " + answer);
        }
        return found.group(1);
    }

    /** A connection that is kept open. Not the JDK's client, whose classes would be in the cache, too. */
    private static final class Client implements AutoCloseable {
        private final URI address;
        private final String key;
        private final Socket socket;
        private final InputStream in;

        Client(URI address, String key) throws IOException {
            this.address = address;
            this.key = key;
            this.socket = new Socket(address.getHost(), address.getPort());
            this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        }

        String send(Kind kind, int number) throws IOException {
            var body = kind.body == null ? "" : kind.body.formatted(number);
            var content = kind.body == null
                    ? ""
                    : "Content-Type: application/json\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n";
            var request =
                    (kind.body == null ? "GET " : "POST ") + kind.path + " HTTP/1.1\r\nHost: " + address.getAuthority()
                            + "\r\nAccept: */*\r\nAuthorization: Bearer " + key + "\r\n" + content + "\r\n" + body;
            socket.getOutputStream().write(request.getBytes(UTF_8));
            var status = line();
            var length = 0;
            for (var header = line(); !header.isEmpty(); header = line()) {
                if (header.startsWith(CONTENT_LENGTH)) {
                    length = Integer.parseInt(header.substring(CONTENT_LENGTH.length()));
                }
            }
            var answer = new String(in.readNBytes(length), UTF_8);
            if (!status.startsWith("HTTP/1.1 " + kind.status)) {
                throw new IOException(kind + " was answered " + status + ": " + answer);
            }
            return answer;
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (var next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException();
                }
                line.append((char) next);
            }
            return line.toString().stripTrailing();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
