package app.inboundflow.contract.fuzz;

import app.inboundflow.check.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** A socket on which bytes are sent as they are, and answers of HTTP/1.1 read strictly. */
final class RawConnection implements AutoCloseable {
    private static final int MILLISECONDS = 15_000;

    private final Socket socket;
    private final InputStream in;
    private boolean isOpen = true;

    RawConnection(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(MILLISECONDS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Whether another request can be sent. */
    boolean isOpen() {
        return isOpen;
    }

    /**
     * Sends a request and reads the answer; an {@link EOFException} when the server ends the connection without one.
     *
     * @param isLast whether nothing more will be sent
     */
    Answer exchange(byte[] request, String method, boolean isLast) throws IOException {
        isOpen = false;
        var isSent = true;
        try {
            socket.getOutputStream().write(request);
            if (isLast) {
                socket.shutdownOutput();
            }
        } catch (IOException answeredAlready) {
            isSent = false;
        }
        var answer = read(method);
        while (answer.status() < 200) {
            answer = read(method);
        }
        var isOld = new String(request, StandardCharsets.ISO_8859_1).contains(" HTTP/1.0\r\n");
        isOpen =
                isSent && !isLast && !isOld && !answer.firstHeader("Connection").equalsIgnoreCase("close");
        return answer;
    }

    private Answer read(String method) throws IOException {
        var status = line();
        if (!status.matches("HTTP/1\\.[01] [1-5][0-9]{2} .*")) {
            throw new IOException("no status line: " + status);
        }
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(); !line.isEmpty(); line = line()) {
            var parts = line.split(":", 2);
            headers.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1].strip());
        }
        var number = Integer.parseInt(status.substring(9, 12));
        var hasBody = !method.equals("HEAD") && number >= 200 && number != 204 && number != 304;
        var head = new Answer(number, headers, new byte[0]);
        var body = hasBody ? body(head) : new byte[0];
        var isPacked = head.firstHeader("Content-Encoding").equals("gzip") && body.length > 0;
        return new Answer(
                number, headers, isPacked ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body);
    }

    private byte[] body(Answer head) throws IOException {
        if (!head.firstHeader("Transfer-Encoding").equals("chunked")) {
            return in.readNBytes(Integer.parseInt(head.firstHeader("Content-Length")));
        }
        var body = new ByteArrayOutputStream();
        for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new EOFException(
                        "the connection ended" + (line.size() > 0 ? " within " + line : " without an answer"));
            }
            line.write(one);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
