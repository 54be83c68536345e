package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients behind a simple load balancer: each keeps a connection to a server, asks for its readiness before every request, and
 * goes to the next server when it is down or an answer closes the connection. Any request that fails is a failure of the test.
 */
final class BalancedClients implements AutoCloseable {
    private final Api api;
    private final List<URI> servers = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> clients = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private volatile boolean ended;

    BalancedClients(Api api) {
        this.api = api;
    }

    /** Adds a server that is asked from now on. */
    void use(URI server) {
        servers.add(server);
    }

    void start(int count) {
        for (var client = 0; client < count; client++) {
            var number = client;
            clients.add(CompletableFuture.runAsync(() -> ask(number), threads));
        }
    }

    /** Waits until so many more requests have been answered. */
    void awaitAnswers(int more) {
        var enough = answers.get() + more;
        var since = System.nanoTime();
        while (answers.get() < enough) {
            clients.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(30));
            Thread.onSpinWait();
        }
    }

    private void ask(int client) {
        var request = 0;
        while (!ended) {
            try (var server = new Wire(servers.get(turns.getAndIncrement() % servers.size()))) {
                while (!ended && isReady(server)) {
                    var answer =
                            request % 2 == 0 ? read(server) : create(server, "+1%d%09d".formatted(client, request));
                    request++;
                    answers.incrementAndGet();
                    if (answer.header("Connection").equals("close")) {
                        break;
                    }
                }
            } catch (ConnectException refused) {
                // A server that has stopped is not ready, and nothing was asked of it.
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private boolean isReady(Wire server) throws IOException {
        server.request(api, "GET /health/readiness");
        var answer = server.answer();
        return answer.status() == 200 && answer.header("Connection").isEmpty();
    }

    private Answer read(Wire server) throws IOException {
        server.request(api, "GET /v1/contacts?limit=1");
        return server.answer().requireCommonRules().expect(200);
    }

    private Answer create(Wire server, String phone) throws IOException {
        var body = "{\"phone\": \"" + phone + "\"}";
        server.request(api, "POST /v1/contacts", "Content-Type: application/json", "Content-Length: " + body.length());
        server.write(body);
        return server.answer().requireCommonRules().expect(201);
    }

    @Override
    public void close() {
        ended = true;
        threads.close();
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
    }
}
