package app.inboundflow.client.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTTP around {@link Api}. */
final class Listener {
    // Enough to see that a body is too large.
    private static final int MOST_READ = 1024 * 1024;

    static {
        // Else each answer waits 40 ms for an acknowledgement of its headers. Nobody's own choice is changed.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final Api api;
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "fake-inboundflow");
        thread.setDaemon(true);
        return thread;
    });

    Listener(Api api) {
        this.api = api;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            var headers = new TreeMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            var uri = exchange.getRequestURI();
            var outcome = api.answer(new Api.Request(
                    exchange.getRequestMethod(),
                    uri.getRawPath(),
                    uri.getRawQuery(),
                    headers,
                    exchange.getRequestBody().readNBytes(MOST_READ)));
            if (outcome.fault() == Fault.STALL) {
                closed.await();
            }
            if (outcome.fault() == null || outcome.fault() == Fault.LOST_ANSWER) {
                send(exchange, outcome.reply(), outcome.fault() == Fault.LOST_ANSWER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // A fake that fails must not look like a server that is slow.
            System.getLogger("app.inboundflow.client.testing").log(System.Logger.Level.ERROR, "The fake failed", e);
            throw e;
        } finally {
            exchange.close();
        }
    }

    private static void send(HttpExchange exchange, Reply reply, boolean half) throws IOException {
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        var head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(reply.body().length));
        }
        exchange.sendResponseHeaders(reply.status(), head ? -1 : reply.body().length);
        if (!head) {
            exchange.getResponseBody().write(reply.body(), 0, half ? reply.body().length / 2 : reply.body().length);
            exchange.getResponseBody().flush();
        }
    }

    void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
