package app.inboundflow.client;

import app.inboundflow.client.model.Account;
import app.inboundflow.client.model.AccountResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
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
    static final Request ME = Request.get("/v1/me", Map.of());

    private final Builder options;
    private final Connections connections;
    private final boolean ownsConnections;
    private final Engine engine;

    private InboundFlowClient(Builder options, @Nullable InboundFlowClient origin) {
        this.options = options;
        var shares = origin != null && origin.connections.serve(options);
        this.ownsConnections = origin == null;
        this.connections = shares ? origin.connections : new Connections(options.httpClient);
        var pacer =
                origin != null && origin.options.hasLimitOf(options) ? origin.engine.pacer : new Pacer(options.pacing);
        this.engine = new Engine(options, connections, pacer);
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
        return builder()
                .apiKey(key)
                .baseUrl(url == null || url.isBlank() ? null : url)
                .build();
    }

    /** {@return the beginning of a client with other settings; only {@link Builder#apiKey} is needed} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return phone calls that the receptionist answered, blocked or forwarded; needs the scope {@code calls:read}} */
    public Calls calls() {
        return new Calls(engine);
    }

    /** {@return the people who call; needs the scope {@code contacts:read}, {@code contacts:write} to create} */
    public Contacts contacts() {
        return new Contacts(engine);
    }

    /** {@return callers who may become customers; needs the scope {@code leads:read}} */
    public Leads leads() {
        return new Leads(engine);
    }

    /** {@return appointments that were booked during calls; needs the scope {@code appointments:read}} */
    public Appointments appointments() {
        return new Appointments(engine);
    }

    /** {@return the organization that the key belongs to, its plan and the key's scopes; needs no scope} */
    public Account me() {
        return engine.call(ME, AccountResponse.class, AccountResponse::getData);
    }

    /** {@return the same client with methods that answer a {@link java.util.concurrent.CompletableFuture} and never block} */
    public AsyncInboundFlowClient async() {
        return new AsyncInboundFlowClient(this, engine);
    }

    /**
     * The result of a request together with status, headers and request id of its answer:
     * {@code client.withResponse(c -> c.calls().get(id)).headers()}.
     *
     * @param <T> the result
     * @param request one request; when it sends several, the last answer is told
     * @return the result and its answer
     * @throws IllegalArgumentException when it sends none
     */
    public <T> Response<T> withResponse(Function<InboundFlowClient, T> request) {
        var received = new AtomicReference<Received>();
        var value = Engine.observing(received, () -> request.apply(observedBy(received)));
        return Response.of(value, received.get());
    }

    InboundFlowClient observedBy(AtomicReference<Received> received) {
        return withOptions(options -> options.observer = received::set);
    }

    /**
     * The same client with other settings, such as {@code client.withOptions(o -> o.maxRetries(0))}. It is cheap:
     * both use the same connections, which live until this one is closed, unless {@link Builder#httpClient} names other ones.
     *
     * @param change changes the settings that it is given
     * @return another client
     */
    public InboundFlowClient withOptions(Consumer<Builder> change) {
        var changed = options.copy();
        change.accept(changed);
        return new InboundFlowClient(changed.copy().checked(), this);
    }

    /**
     * Ends the client: what it is asked afterwards is an {@link IllegalStateException}, as for the clients that
     * {@link #withOptions} made of it. On Java 21 and newer it waits for the requests under way and closes the connections; before
     * that, they are closed when the requests have ended and the garbage collector has run. An HTTP client of your own stays as it
     * is. Does nothing for a client that {@link #withOptions} made.
     */
    @Override
    public void close() {
        if (ownsConnections) {
            connections.close();
        }
    }

    /** Tells the base URL, and no secret. */
    @Override
    public String toString() {
        return "InboundFlowClient[" + options.baseUrl + "]";
    }

    /** The settings of a client. Null is the default, everywhere. Not safe for use by several threads. */
    public static final class Builder implements Cloneable {
        private static final Duration LONGEST = Duration.ofDays(36_500);
        private static final String BASE_URL = "https://api.inboundflow.app";
        private static final Duration TIMEOUT = Duration.ofSeconds(30);
        private static final Duration TOTAL_TIMEOUT = Duration.ofMinutes(2);
        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
        private static final String OWN_HEADERS =
                "(?i)accept|accept-encoding|authorization|content-type|idempotency-key|user-agent";

        String apiKey = "";
        String baseUrl = BASE_URL;
        Duration timeout = TIMEOUT;
        Duration totalTimeout = TOTAL_TIMEOUT;
        Duration connectTimeout = CONNECT_TIMEOUT;
        int maxRetries = 2;
        boolean pacing = true;
        String userAgentSuffix = "";
        Map<String, String> headers = Map.of();
        Consumer<Attempt> listener = attempt -> {};

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
         * @param apiKey {@code sk_live_…}; white space around it is dropped. Without one, {@link #build} fails
         * @return this
         */
        public Builder apiKey(@Nullable String apiKey) {
            var key = apiKey == null ? "" : apiKey.strip();
            if (apiKey != null && !key.matches("[!-~]+")) {
                throw new IllegalArgumentException("apiKey must be visible ASCII characters, such as sk_live_….");
            }
            this.apiKey = key;
            return this;
        }

        /**
         * Where the API is; {@code /v1/…} follows it.
         *
         * @param baseUrl {@code https://api.inboundflow.app} unless given
         * @return this
         */
        public Builder baseUrl(@Nullable String baseUrl) {
            if (baseUrl == null) {
                this.baseUrl = BASE_URL;
                return this;
            }
            var text = baseUrl.strip().replaceFirst("/+$", "");
            if (!text.matches("(?i)https?://[^/?#@\\s]+(/[^?#\\s]*)?") || host(text) == null) {
                throw new IllegalArgumentException("baseUrl must look like " + BASE_URL + ", not " + baseUrl);
            }
            if (text.endsWith("/v1")) {
                throw new IllegalArgumentException("baseUrl must not end with /v1, which the client adds: " + baseUrl);
            }
            this.baseUrl = text;
            return this;
        }

        private static @Nullable String host(String url) {
            try {
                return new URI(url).getHost();
            } catch (URISyntaxException none) {
                return null;
            }
        }

        /**
         * How long one attempt may take, from connecting to the last byte.
         *
         * @param timeout 30 seconds unless given
         * @return this
         */
        public Builder timeout(@Nullable Duration timeout) {
            this.timeout = timeout == null ? TIMEOUT : positive("timeout", timeout);
            return this;
        }

        /**
         * How long a request may take with all its attempts and the pauses between them. Only the system's look-up of a host
         * name, which Java cannot interrupt, can hold a blocking call for longer.
         *
         * @param totalTimeout 2 minutes unless given
         * @return this
         */
        public Builder totalTimeout(@Nullable Duration totalTimeout) {
            this.totalTimeout = totalTimeout == null ? TOTAL_TIMEOUT : positive("totalTimeout", totalTimeout);
            return this;
        }

        /**
         * How long connecting may take. An {@link #httpClient} of your own has its own.
         *
         * @param connectTimeout 10 seconds unless given
         * @return this
         */
        public Builder connectTimeout(@Nullable Duration connectTimeout) {
            this.connectTimeout = connectTimeout == null ? CONNECT_TIMEOUT : positive("connectTimeout", connectTimeout);
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
        public Builder userAgentSuffix(@Nullable String userAgentSuffix) {
            if (userAgentSuffix != null && !userAgentSuffix.matches("[ -~]*")) {
                throw new IllegalArgumentException("userAgentSuffix must be ASCII characters");
            }
            this.userAgentSuffix = userAgentSuffix == null ? "" : userAgentSuffix;
            return this;
        }

        /**
         * A header that goes with every request, such as one that a gateway of yours asks for.
         *
         * @param name a header that the client does not set itself
         * @param value its value; null takes it away
         * @return this
         */
        public Builder header(String name, @Nullable String value) {
            if (name.matches(OWN_HEADERS)) {
                throw new IllegalArgumentException(name + " is set by the client");
            }
            var changed = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            changed.putAll(headers);
            if (value == null) {
                changed.remove(name);
            } else {
                // Refuses what is no header, and those that belong to HTTP.
                HttpRequest.newBuilder().header(name, value);
                changed.put(name, value);
            }
            this.headers = changed;
            return this;
        }

        /**
         * Whether requests wait so that the key's limit is kept: when the answers say that no request remains, the next ones wait
         * for the reset, in the order in which they came, so that none is refused with a 429. All threads of a client, and the
         * clients that {@link #withOptions} made of it, count together. A request that would have to wait beyond
         * {@link #totalTimeout} is not sent: {@link RateLimitException}.
         *
         * @param pacing true unless given
         * @return this
         */
        public Builder pacing(boolean pacing) {
            this.pacing = pacing;
            return this;
        }

        /**
         * Is told each attempt when it has ended, for metrics and traces. Runs on the thread of the request, so it should be
         * short; what it throws is logged.
         *
         * @param listener takes an attempt
         * @return this
         */
        public Builder onAttempt(@Nullable Consumer<Attempt> listener) {
            this.listener = listener == null ? attempt -> {} : listener;
            return this;
        }

        /**
         * An HTTP client of your own, for a proxy or certificates; it is never closed here.
         *
         * @param httpClient the client
         * @return this
         */
        public Builder httpClient(@Nullable HttpClient httpClient) {
            this.httpClient = httpClient;
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

        String userAgent() {
            return (Engine.USER_AGENT + " " + userAgentSuffix).strip();
        }

        /** Whether requests with other settings count against the same limit. */
        private boolean hasLimitOf(Builder other) {
            return apiKey.equals(other.apiKey) && baseUrl.equals(other.baseUrl) && pacing == other.pacing;
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
