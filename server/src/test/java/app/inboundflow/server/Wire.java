package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** A connection on which a test writes what no HTTP client would. */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Wire(URI server) throws IOException {
        this(server, "0.0.0.0");
    }

    /** A connection that comes from an address of this machine, such as {@code 127.0.0.2}. */
    Wire(URI server, String from) throws IOException {
        socket = new Socket(server.getHost(), server.getPort(), InetAddress.ofLiteral(from), 0);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends one request on a new connection and reads its answer. */
    static Answer exchange(Api api, String requestLine, String... headers) throws IOException {
        try (var wire = new Wire(api.server())) {
            wire.request(api, requestLine, headers);
            return wire.answer().requireCommonRules();
        }
    }

    /** Writes the head of a request, such as {@code GET /v1/me}. */
    void request(Api api, String requestLine, String... headers) throws IOException {
        var authorization = api.key().isEmpty() ? "" : "Authorization: Bearer " + api.key() + "\r\n";
        write(requestLine + " HTTP/1.1\r\nHost: test\r\n" + authorization
                + String.join(
                        "",
                        List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n");
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Writes byte by byte, until the server has had enough. */
    void trickle(String text) throws IOException {
        try {
            for (var next : text.getBytes(StandardCharsets.UTF_8)) {
                if (in.available() > 0) {
                    return;
                }
                socket.getOutputStream().write(next);
                LockSupport.parkNanos(5_000_000);
            }
        } catch (SocketException closed) {
            // The reader sees it too.
        }
    }

    /** Fails unless the server ends the connection although nothing is read from it. */
    void requireCutOff() throws IOException {
        var since = System.nanoTime();
        try {
            while (System.nanoTime() - since < Duration.ofSeconds(20).toNanos()) {
                write("x");
                LockSupport.parkNanos(10_000_000);
            }
        } catch (SocketException reset) {
            return;
        }
        throw new AssertionError("the server still holds its answer");
    }

    /** Fails unless the server ends the connection without another byte. */
    void requireClosed() throws IOException {
        socket.setSoTimeout(20_000);
        assertThat(in.read()).as("the end of the connection").isEqualTo(-1);
    }

    /** Reads one answer, and not a byte more. */
    Answer answer() throws IOException {
        return answer(true);
    }

    /** Reads the answer to HEAD, which has no body whatever its headers say. */
    Answer answerWithoutBody() throws IOException {
        return answer(false);
    }

    private Answer answer(boolean withBody) throws IOException {
        var status = Integer.parseInt(line().split(" ")[1]);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        var fields = HttpHeaders.of(headers, (name, value) -> true);
        return new Answer(status, fields, withBody ? body(fields) : new byte[0]);
    }

    private byte[] body(HttpHeaders headers) throws IOException {
        if (headers.firstValue("Transfer-Encoding").isEmpty()) {
            return in.readNBytes(
                    (int) headers.firstValueAsLong("Content-Length").orElse(0));
        }
        var body = new ByteArrayOutputStream();
        for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
