package app.inboundflow.client;

import app.inboundflow.client.model.Account;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The InboundFlow API: calls, contacts, leads and appointments of the organization that the API key belongs to.
 *
 * <pre>{@code
 * try (var client = InboundFlowClient.fromEnv()) {
 *     client.calls().list().all().forEach(call -> System.out.println(call.getSummary()));
 * }
 * }</pre>
 *
 * <p>Immutable and safe for use by any number of threads; make one and keep it. Every method that sends a request throws a
 * subclass of {@link InboundFlowException} when it fails, after it has been tried as often as {@link Builder#maxRetries} says.
 */
public final class InboundFlowClient implements AutoCloseable {
    private final Builder options;
    private final HttpClient http;
    private final boolean ownsHttp;
    private final AsyncInboundFlowClient async;

    private InboundFlowClient(Builder options, @Nullable HttpClient shared) {
        this.options = options;
        this.ownsHttp = options.httpClient == null && shared == null;
        this.http = options.httpClient != null ? options.httpClient : shared != null ? shared : options.newHttpClient();
        this.async = new AsyncInboundFlowClient(this, new Engine(http, options));
    }

    /**
     * A client with the key of the environment variable {@code INBOUNDFLOW_API_KEY} and, when it is set, the base URL of
     * {@code INBOUNDFLOW_BASE_URL}.
     *
     * @return the client; nothing is sent yet
     * @throws IllegalStateException when there is no key
     */
    public static InboundFlowClient fromEnv() {
        var key = System.getenv("INBOUNDFLOW_API_KEY");
        if (key == null || key.isBlank()) {
            throw new IllegalStateException(
                    "Set the environment variable INBOUNDFLOW_API_KEY to an API key (sk_live_…).");
        }
        var url = System.getenv("INBOUNDFLOW_BASE_URL");
        var builder = builder().apiKey(key);
        return (url == null || url.isBlank() ? builder : builder.baseUrl(url)).build();
    }

    /** {@return the beginning of a client with other settings; only {@link Builder#apiKey} is needed} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return phone calls that the receptionist answered, blocked or forwarded; needs the scope {@code calls:read}} */
    public Calls calls() {
        return new Calls(async.calls());
    }

    /** {@return the people who call; needs the scope {@code contacts:read}, {@code contacts:write} to create} */
    public Contacts contacts() {
        return new Contacts(async.contacts());
    }

    /** {@return callers who may become customers; needs the scope {@code leads:read}} */
    public Leads leads() {
        return new Leads(async.leads());
    }

    /** {@return appointments that were booked during calls; needs the scope {@code appointments:read}} */
    public Appointments appointments() {
        return new Appointments(async.appointments());
    }

    /** {@return the organization that the key belongs to, its plan and the key's scopes; needs no scope} */
    public Account me() {
        return Engine.await(async.me());
    }

    /** {@return the same client with methods that answer a {@link java.util.concurrent.CompletableFuture} and never block} */
    public AsyncInboundFlowClient async() {
        return async;
    }

    /**
     * The result of a request together with status, headers and request id of its answer:
     * {@code client.withResponse(c -> c.calls().get(id)).headers()}.
     *
     * @param <T> the result
     * @param request one request; when it sends several, the last answer is told
     * @return the result and its answer
     */
    public <T> Response<T> withResponse(Function<InboundFlowClient, T> request) {
        var received = new AtomicReference<Received>();
        var value = request.apply(observedBy(received));
        return Response.of(value, received.get());
    }

    InboundFlowClient observedBy(AtomicReference<Received> received) {
        return withOptions(options -> options.observer = received::set);
    }

    /**
     * The same client with other settings, such as {@code client.withOptions(o -> o.maxRetries(0))}. It is cheap:
     * both use one HTTP client, which lives until this one is closed, unless {@link Builder#httpClient} names another.
     *
     * @param change changes the settings that it is given
     * @return another client
     */
    public InboundFlowClient withOptions(Consumer<Builder> change) {
        var changed = options.copy();
        change.accept(changed);
        return new InboundFlowClient(changed.copy().checked(), http);
    }

    /**
     * Closes the connections and ends the threads, after the running requests have ended. Does nothing to an HTTP client of your own
     * and nothing for a client that {@link #withOptions} returned. Before Java 21 the threads end when this object is collected.
     */
    @Override
    public void close() throws InboundFlowException {
        if (ownsHttp && (Object) http instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** Tells the base URL, and no secret. */
    @Override
    public String toString() {
        return "InboundFlowClient[" + options.baseUrl + "]";
    }

    /** The settings of a client. Not safe for use by several threads. */
    public static final class Builder implements Cloneable {
        private static final Duration LONGEST = Duration.ofDays(36_500);

        String apiKey = "";
        String baseUrl = "https://api.inboundflow.app";
        Duration timeout = Duration.ofSeconds(30);
        Duration totalTimeout = Duration.ofMinutes(2);
        Duration connectTimeout = Duration.ofSeconds(10);
        int maxRetries = 2;
        String userAgentSuffix = "";

        @Nullable HttpClient httpClient;

        Consumer<Received> observer = received -> {};

        private Builder() {}

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /**
         * The API key. It is never logged.
         *
         * @param apiKey {@code sk_live_…}; white space around it is dropped
         * @return this
         */
        public Builder apiKey(String apiKey) {
            this.apiKey = apiKey.strip();
            if (!this.apiKey.matches("[!-~]+")) {
                throw new IllegalArgumentException("apiKey must be visible ASCII characters, such as sk_live_….");
            }
            return this;
        }

        /**
         * Where the API is; {@code /v1/…} follows it.
         *
         * @param baseUrl {@code https://api.inboundflow.app} unless given
         * @return this
         */
        public Builder baseUrl(String baseUrl) {
            var url = URI.create(baseUrl.strip().replaceFirst("/+$", ""));
            if (url.getHost() == null || !url.toString().matches("(?i)https?://[^/?#@]+(/[^?#]*)?")) {
                throw new IllegalArgumentException(
                        "baseUrl must look like https://api.inboundflow.app, not " + baseUrl);
            }
            this.baseUrl = url.toString();
            return this;
        }

        /**
         * How long one attempt may take, from connecting to the last byte.
         *
         * @param timeout 30 seconds unless given
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = positive("timeout", timeout);
            return this;
        }

        /**
         * How long a request may take with all its attempts and the pauses between them.
         *
         * @param totalTimeout 2 minutes unless given
         * @return this
         */
        public Builder totalTimeout(Duration totalTimeout) {
            this.totalTimeout = positive("totalTimeout", totalTimeout);
            return this;
        }

        /**
         * How long connecting may take. Holds for the HTTP client that {@link #build} makes.
         *
         * @param connectTimeout 10 seconds unless given
         * @return this
         */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = positive("connectTimeout", connectTimeout);
            return this;
        }

        /**
         * How often a request is repeated after the statuses 408, 429, 502, 503 and 504 and after connection failures and
         * timeouts: 2 times unless given, never when 0. The pauses grow from 0.5 to 8 seconds, less up to a quarter by chance;
         * a {@code Retry-After} is obeyed instead. A pause that would not end within {@link #totalTimeout} is not begun.
         *
         * @param maxRetries 2 unless given
         * @return this
         */
        public Builder maxRetries(int maxRetries) {
            if (maxRetries < 0) {
                throw new IllegalArgumentException("maxRetries must be 0 or more, not " + maxRetries);
            }
            this.maxRetries = maxRetries;
            return this;
        }

        /**
         * What is added to the {@code User-Agent} header.
         *
         * @param userAgentSuffix such as {@code acme-crm/2.1}
         * @return this
         */
        public Builder userAgentSuffix(String userAgentSuffix) {
            if (!userAgentSuffix.matches("[ -~]*")) {
                throw new IllegalArgumentException("userAgentSuffix must be ASCII characters");
            }
            this.userAgentSuffix = userAgentSuffix;
            return this;
        }

        /**
         * An HTTP client of your own, for a proxy or certificates; it is never closed here.
         *
         * @param httpClient the client
         * @return this
         */
        public Builder httpClient(HttpClient httpClient) {
            this.httpClient = Objects.requireNonNull(httpClient, "httpClient");
            return this;
        }

        /**
         * Creates the client. Sends nothing yet.
         *
         * @return the client
         * @throws IllegalStateException when there is no {@link #apiKey}
         */
        public InboundFlowClient build() {
            return new InboundFlowClient(copy().checked(), null);
        }

        private Builder checked() {
            if (apiKey.isEmpty()) {
                throw new IllegalStateException("apiKey is missing: InboundFlowClient.builder().apiKey(\"sk_live_…\")");
            }
            return this;
        }

        private HttpClient newHttpClient() {
            // Without TLS the client would have to ask for HTTP/2, which some servers do not expect.
            var version = baseUrl.startsWith("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
            return HttpClient.newBuilder()
                    .connectTimeout(connectTimeout)
                    .version(version)
                    .build();
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be more than zero, not " + value);
            }
            // The clock counts nanoseconds, for at most 292 years.
            return value.compareTo(LONGEST) < 0 ? value : LONGEST;
        }
    }
}
