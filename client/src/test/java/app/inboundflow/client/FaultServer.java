package app.inboundflow.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on a real socket that gives the replies of a script, one for each request, with all that can go wrong on
 * the way, and remembers what it was asked. A connection stays open until one side closes it.
 *
 * <pre>{@code
 * server.reply(Reply.of(503), Reply.json("{…}").fault(Fault.RESET_IN_BODY), Reply.json("{…}"));
 * }</pre>
 */
final class FaultServer implements AutoCloseable {
    /** How a reply fails. What stalls does so until the client closes the connection. */
    enum Fault {
        NONE,
        /** Closes the connection without a byte. */
        CLOSE_AT_ONCE,
        /** Sends nothing. */
        STALL_BEFORE_HEADERS,
        /** Sends half of the headers. */
        STALL_IN_HEADERS,
        /** Sends the headers and half of the body. */
        STALL_IN_BODY,
        /** Sends the headers and half of the body and resets the connection (RST instead of FIN). */
        RESET_IN_BODY,
        /** Sends the headers and half of the body and closes the connection. */
        CLOSE_IN_BODY,
        /** Sends half of the body as one chunk and closes the connection. */
        CLOSE_IN_CHUNKS,
    }

    /** What the server answers; each method tells a copy with one thing changed. */
    record Reply(
            int status,
            Map<String, String> headers,
            byte[] body,
            Fault fault,
            @Nullable CountDownLatch gate) {
        static Reply of(int status) {
            return new Reply(status, Map.of("X-Request-Id", "req_0123456789ab"), new byte[0], Fault.NONE, null);
        }

        static Reply json(String body) {
            return of(200).body("application/json", body);
        }

        /** A problem document; {@code more} are further properties, with a comma before each. */
        static Reply problem(int status, String code, String more) {
            return of(status).body("application/problem+json", """
                            {"type":"https://api.inboundflow.app/problems/%s","title":"Title","status":%d,\
                            "detail":"What is wrong.","code":"%s"%s,\
                            "meta":{"request_id":"req_0123456789ab","timestamp":"2026-02-24T00:10:48.025Z"}}""".formatted(code, status, code, more));
        }

        static Reply problem(int status, String code) {
            return problem(status, code, ",\"errors\":[]");
        }

        Reply header(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, body, fault, gate);
        }

        Reply body(String type, String text) {
            return header("Content-Type", type).bytes(text.getBytes(UTF_8));
        }

        Reply fault(Fault fault) {
            return new Reply(status, headers, body, fault, gate);
        }

        /** Held back until the gate opens. */
        Reply after(CountDownLatch gate) {
            return new Reply(status, headers, body, fault, gate);
        }

        Reply gzip() {
            var zipped = new ByteArrayOutputStream();
            try (var out = new GZIPOutputStream(zipped)) {
                out.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return header("Content-Encoding", "gzip").bytes(zipped.toByteArray());
        }

        /** All of it as gzip, of which the last half is missing. */
        Reply brokenGzip() {
            var zipped = gzip();
            return zipped.bytes(Arrays.copyOf(zipped.body, zipped.body.length / 2));
        }

        private Reply bytes(byte[] bytes) {
            return new Reply(status, headers, bytes, fault, gate);
        }
    }

    /**
     * A request as it came.
     *
     * @param target path and query, undecoded
     * @param headers the last value of each, by name in any case
     * @param connection counted from 1
     * @param nanoTime when it had come in
     */
    record Request(
            String method, String target, Map<String, String> headers, String body, int connection, long nanoTime) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final ServerSocket listener;
    private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
    private volatile Reply otherwise = Reply.problem(500, "nothing_scripted");

    // Guarded by this; whoever waits is told of every change.
    private final Set<Socket> open = new HashSet<>();
    private final List<Request> requests = new ArrayList<>();
    private int connections;

    FaultServer() {
        try {
            listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::listen);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** Adds to the script. */
    FaultServer reply(Reply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /** What every request gets for which the script has nothing; a 500 unless given. */
    FaultServer otherwise(Reply reply) {
        otherwise = reply;
        return this;
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The only request. */
    Request request() {
        var all = requests();
        if (all.size() != 1) {
            throw new AssertionError("Expected one request, but there were " + all);
        }
        return all.get(0);
    }

    synchronized void forgetRequests() {
        requests.clear();
    }

    synchronized int openConnections() {
        return open.size();
    }

    /** Waits until so many requests have come. */
    void awaitRequests(int count) throws InterruptedException {
        await(count + " requests", () -> requests.size() >= count);
    }

    /** Waits until the client has closed every connection. */
    void awaitNoConnection() throws InterruptedException {
        await("no open connection", open::isEmpty);
    }

    private synchronized void await(String what, BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            var milliseconds = (end - System.nanoTime()) / 1_000_000;
            if (milliseconds <= 0) {
                throw new AssertionError("Not in 10 s: " + what + "; " + requests.size() + " requests, " + open.size()
                        + " open connections");
            }
            wait(milliseconds);
        }
    }

    /** Closes all connections; what stalls ends. */
    @Override
    public synchronized void close() throws IOException {
        listener.close();
        for (var socket : open) {
            socket.close();
        }
    }

    private static void start(Runnable task) {
        var thread = new Thread(null, task, "fault-server", 256 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (true) {
            try {
                var socket = listener.accept();
                int number;
                synchronized (this) {
                    open.add(socket);
                    number = ++connections;
                    notifyAll();
                }
                start(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            var goesOn = true;
            while (goesOn) {
                var request = read(in, number);
                if (request == null) {
                    break;
                }
                synchronized (this) {
                    requests.add(request);
                    notifyAll();
                }
                var reply = script.poll();
                goesOn = send(reply == null ? otherwise : reply, socket, in);
            }
        } catch (IOException gone) {
            // The client closed the connection, as it may.
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            synchronized (this) {
                open.remove(socket);
                notifyAll();
            }
        }
    }

    private static @Nullable Request read(InputStream in, int number) throws IOException {
        var first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        var words = first.split(" ");
        return new Request(words[0], words[1], headers, new String(body, UTF_8), number, System.nanoTime());
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.write(c);
        }
        return line.toString(ISO_8859_1).strip();
    }

    /** Whether the connection stays open. */
    private static boolean send(Reply reply, Socket socket, InputStream in) throws IOException, InterruptedException {
        if (reply.gate != null) {
            reply.gate.await();
        }
        var body = reply.body;
        var half = body.length / 2;
        var head = new StringBuilder("HTTP/1.1 " + reply.status + " Status\r\n");
        reply.headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append(
                reply.fault == Fault.CLOSE_IN_CHUNKS
                        ? "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(half) + "\r\n"
                        : "Content-Length: " + body.length + "\r\n\r\n");
        var headBytes = head.toString().getBytes(ISO_8859_1);
        var out = socket.getOutputStream();
        switch (reply.fault) {
            case NONE -> write(out, headBytes, headBytes.length, body, body.length);
            case CLOSE_AT_ONCE, STALL_BEFORE_HEADERS -> {}
            case STALL_IN_HEADERS -> write(out, headBytes, headBytes.length / 2, body, 0);
            case STALL_IN_BODY, RESET_IN_BODY, CLOSE_IN_BODY, CLOSE_IN_CHUNKS ->
                write(out, headBytes, headBytes.length, body, half);
        }
        switch (reply.fault) {
            case NONE -> {
                return true;
            }
            case STALL_BEFORE_HEADERS, STALL_IN_HEADERS, STALL_IN_BODY -> in.read();
            case RESET_IN_BODY -> socket.setSoLinger(true, 0);
            case CLOSE_AT_ONCE, CLOSE_IN_BODY, CLOSE_IN_CHUNKS -> {}
        }
        return false;
    }

    private static void write(OutputStream out, byte[] head, int headLength, byte[] body, int bodyLength)
            throws IOException {
        var all = Arrays.copyOf(head, headLength + bodyLength);
        System.arraycopy(body, 0, all, headLength, bodyLength);
        out.write(all);
        out.flush();
    }
}
