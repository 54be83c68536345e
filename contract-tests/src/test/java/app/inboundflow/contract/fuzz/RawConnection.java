package app.inboundflow.contract.fuzz;

import app.inboundflow.check.Answer;
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
        in = new java.io.BufferedInputStream(socket.getInputStream());
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
        try {
            socket.getOutputStream().write(request);
            if (isLast) {
                socket.shutdownOutput();
            }
        } catch (IOException answeredAlready) {
            isOpen = false;
        }
        var answer = read(method);
        while (answer.status() < 200) {
            answer = read(method);
        }
        var isOld = new String(request, StandardCharsets.ISO_8859_1).contains(" HTTP/1.0\r\n");
        isOpen &= !isLast && !isOld && !answer.firstHeader("Connection").equalsIgnoreCase("close");
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
        var answer = new Answer(Integer.parseInt(status.substring(9, 12)), headers, new byte[0]);
        var body = body(answer, method);
        return new Answer(
                answer.status(),
                headers,
                answer.firstHeader("Content-Encoding").equals("gzip") && body.length > 0
                        ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
                        : body);
    }

    private byte[] body(Answer answer, String method) throws IOException {
        if (method.equals("HEAD") || answer.status() == 204 || answer.status() == 304 || answer.status() < 200) {
            return new byte[0];
        }
        if (answer.firstHeader("Transfer-Encoding").equals("chunked")) {
            var body = new ByteArrayOutputStream();
            for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                body.writeBytes(in.readNBytes(size));
                line();
            }
            line();
            return body.toByteArray();
        }
        var length = answer.firstHeader("Content-Length");
        if (!length.isEmpty()) {
            return in.readNBytes(Integer.parseInt(length));
        }
        isOpen = false;
        return in.readAllBytes();
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
