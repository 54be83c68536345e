package app.inboundflow.contract.saboteur;

import app.inboundflow.contract.conformance.Answer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Stands between a client and a server, on a socket. It passes on what it gets, except to requests that carry an
 * {@link #ORDER}: those it answers as ordered.
 */
final class SabotagingProxy implements AutoCloseable {
    /** The request header that names an order. */
    static final String ORDER = "X-Saboteur-Order";

    private static final Set<String> NOT_PASSED_ON = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        NOT_PASSED_ON.addAll(
                Set.of("Connection", "Content-Length", "Host", "HTTP2-Settings", "Transfer-Encoding", "Upgrade"));
        // Without it each answer waits 40 ms for an acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String upstream;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Supplier<Answer>> orders = new ConcurrentHashMap<>();
    private final AtomicInteger lastOrder = new AtomicInteger();
    private final HttpServer server;

    SabotagingProxy(String upstream) {
        this.upstream = upstream;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    /** Orders an alteration of one answer: the request with the returned header gets it. */
    String order(Supplier<Answer> answer) {
        var order = Integer.toString(lastOrder.incrementAndGet());
        orders.put(order, answer);
        return order;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var order = exchange.getRequestHeaders().getFirst(ORDER);
            var answer = order == null
                    ? passOn(exchange, body)
                    : orders.remove(order).get();
            answer.headers().forEach((name, values) -> {
                if (!NOT_PASSED_ON.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer passOn(HttpExchange exchange, byte[] body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(upstream + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> values.stream()
                .filter(value -> !NOT_PASSED_ON.contains(name))
                .forEach(value -> request.header(name, value)));
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        http.close();
    }
}
