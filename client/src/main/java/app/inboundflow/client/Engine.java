package app.inboundflow.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends requests with the settings of one client, and reads what comes. */
final class Engine {
    static final String USER_AGENT = "inboundflow-java/" + version() + " (Java " + Runtime.version() + ")";

    private static final ThreadLocal<AtomicReference<Received>> OBSERVED = new ThreadLocal<>();

    final InboundFlowClient.Builder options;
    final Pacer pacer;
    private final Connections connections;

    Engine(InboundFlowClient.Builder options, Connections connections, Pacer pacer) {
        this.options = options;
        this.connections = connections;
        this.pacer = pacer;
    }

    HttpClient http() {
        return connections.http(options);
    }

    /** Notes the last answer of all requests that this thread starts meanwhile, with whatever client. */
    static <T> T observing(AtomicReference<Received> received, Supplier<T> requests) {
        var outer = OBSERVED.get();
        OBSERVED.set(received);
        try {
            return requests.get();
        } finally {
            OBSERVED.set(outer);
        }
    }

    private Exchange exchange(Request request) {
        connections.http(options);
        var observed = OBSERVED.get();
        Consumer<Received> observer = observed == null ? options.observer : options.observer.andThen(observed::set);
        return new Exchange(this, request, observer);
    }

    /** Sends a request and waits. */
    <R, T> T call(Request request, Class<R> type, Function<R, @Nullable T> data) {
        return read(request, new BlockingExchange(exchange(request)).send(), type, data);
    }

    /** Sends a request; the future fails with what {@link #call} throws. */
    <R, T> CompletableFuture<T> callAsync(Request request, Class<R> type, Function<R, @Nullable T> data) {
        var exchange = new AsyncExchange(exchange(request));
        var result = new Answer<T>(exchange::stop);
        exchange.start().whenComplete((received, failure) -> {
            if (failure != null) {
                result.completeExceptionally(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
                return;
            }
            try {
                result.complete(read(request, received, type, data));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static <R, T> T read(Request request, Received received, Class<R> type, Function<R, @Nullable T> data) {
        if (!received.isSuccess()) {
            throw InboundFlowException.of(request.toString(), received);
        }
        String trouble;
        try {
            var body = received.text().isBlank() ? null : Json.read(received.text(), type);
            var value = body == null ? null : data.apply(body);
            if (value != null) {
                return value;
            }
            trouble = "no data";
        } catch (JsonProcessingException unreadable) {
            trouble = Json.describe(unreadable);
        } catch (StackOverflowError tooDeep) {
            trouble = "nested too deep";
        }
        throw new ServerException(
                request + " answered " + received.status() + ", an answer that cannot be read: " + trouble
                        + " (request " + received.requestId() + ")",
                received);
    }

    private static String version() {
        var properties = new Properties();
        try (var in = Engine.class.getResourceAsStream("client.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
