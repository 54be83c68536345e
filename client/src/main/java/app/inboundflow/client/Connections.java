package app.inboundflow.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The HTTP clients of a client and of all that were made of it with {@code withOptions}, until it is closed. */
final class Connections {
    private final @Nullable HttpClient given;
    private final Map<Kind, HttpClient> made = new HashMap<>();
    private boolean closed;

    Connections(@Nullable HttpClient given) {
        this.given = given;
    }

    /** What only a new HTTP client can change. */
    private record Kind(Duration connectTimeout, HttpClient.Version version) {}

    /** A request after the client was closed. */
    static final class Closed extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Closed() {
            super("The client is closed; it sends no more requests.");
        }
    }

    synchronized HttpClient http(InboundFlowClient.Builder options) {
        if (closed) {
            throw new Closed();
        }
        if (given != null) {
            return given;
        }
        // Without TLS nothing says whether the server speaks HTTP/2, and asking can upset it.
        var version = options.baseUrl.startsWith("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
        return made.computeIfAbsent(new Kind(options.connectTimeout, version), kind -> HttpClient.newBuilder()
                .connectTimeout(kind.connectTimeout)
                .version(kind.version)
                .build());
    }

    /** Whether requests with these settings can use these connections. */
    boolean serve(InboundFlowClient.Builder options) {
        return options.httpClient == given;
    }

    void close() {
        List<HttpClient> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(made.values());
            made.clear();
        }
        for (Object http : ending) {
            // From Java 21 on. Before that, the connections end when nobody holds the HTTP client any more.
            if (http instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
    }
}
