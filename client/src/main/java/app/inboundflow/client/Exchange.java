package app.inboundflow.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request with all its attempts: what is the same whether the caller waits or not. */
final class Exchange {
    private static final System.Logger LOG = System.getLogger("app.inboundflow.client");

    final Engine engine;
    final Request request;
    final HttpRequest httpRequest;
    final long deadline;
    private final InboundFlowClient.Builder options;
    private final Consumer<Received> observer;
    private int attempts;

    Exchange(Engine engine, Request request, Consumer<Received> observer) {
        this.engine = engine;
        this.options = engine.options;
        this.request = request;
        this.httpRequest = request.toHttp(options);
        this.deadline = System.nanoTime() + options.totalTimeout.toNanos();
        this.observer = observer;
    }

    /** How long an attempt that begins now may take, in nanoseconds. */
    long patience() {
        return Math.min(options.timeout.toNanos(), deadline - System.nanoTime());
    }

    /**
     * Notes what came of an attempt.
     *
     * @return the pause before the next one in nanoseconds; empty when there is none
     */
    Optional<Long> ended(@Nullable Received answer, @Nullable Throwable failure, long begun) {
        attempts++;
        var took = Duration.ofNanos(System.nanoTime() - begun);
        if (answer != null) {
            observer.accept(answer);
        }
        var outcome = answer != null ? answer.status() + " " + answer.requestId() : explain(failure);
        LOG.log(System.Logger.Level.DEBUG, () -> request + ": " + outcome + " in " + took.toMillis() + " ms");
        tellListener(answer, failure, took);
        var pause = pause(answer, failure);
        pause.ifPresent(nanos -> LOG.log(
                System.Logger.Level.DEBUG,
                () -> request + ": " + outcome + "; again in " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms ("
                        + attempts + " of " + options.maxRetries + ")"));
        return pause;
    }

    private void tellListener(@Nullable Received answer, @Nullable Throwable failure, Duration took) {
        try {
            options.listener.accept(new Attempt(
                    request.method(),
                    request.route(),
                    attempts,
                    answer == null ? 0 : answer.status(),
                    answer == null ? null : answer.requestId(),
                    failure,
                    took));
        } catch (RuntimeException e) {
            // Metrics that fail are no reason for a request to fail.
            LOG.log(System.Logger.Level.WARNING, "A listener for attempts failed", e);
        }
    }

    private Optional<Long> pause(@Nullable Received answer, @Nullable Throwable failure) {
        var again = answer != null ? Retries.worthwhile(answer) : isPassing(failure);
        if (!request.isRepeatable() || !again || attempts > options.maxRetries) {
            return Optional.empty();
        }
        var asked = answer == null ? Optional.<Duration>empty() : Retries.retryAfter(answer.headers());
        var pause = asked.orElseGet(
                () -> Retries.backoff(attempts, ThreadLocalRandom.current().nextDouble()));
        return pause.compareTo(Duration.ofNanos(deadline - System.nanoTime())) < 0
                ? Optional.of(pause.toNanos())
                : Optional.empty();
    }

    /** Whether another attempt may fare better. A certificate that is not trusted will not be trusted in a second. */
    private static boolean isPassing(@Nullable Throwable failure) {
        return failure instanceof TimeoutException
                || failure instanceof IOException
                        && (!(failure instanceof SSLException)
                                || caused(failure, SocketException.class)
                                || caused(failure, EOFException.class));
    }

    /** Why there is no answer. */
    ConnectionException failed(Throwable failure) {
        return new ConnectionException(request + " got no answer: " + explain(failure), failure);
    }

    /** A failure in words; those of the HTTP client often have no message. */
    private String explain(@Nullable Throwable failure) {
        var host = httpRequest.uri().getAuthority();
        if (failure instanceof TimeoutException) {
            return "not in time (timeout " + options.timeout + ", totalTimeout " + options.totalTimeout + ")";
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return host + " could not be connected to in time (connectTimeout " + options.connectTimeout + ")";
        }
        if (caused(failure, UnresolvedAddressException.class) || caused(failure, UnknownHostException.class)) {
            return host + " is an unknown host";
        }
        if (caused(failure, SSLException.class)) {
            return host + ", no secure connection (TLS): " + last(failure);
        }
        if (failure instanceof ConnectException) {
            var refused = caused(failure, ClosedChannelException.class)
                    || String.valueOf(failure.getMessage()).contains("refused");
            return host + (refused ? " refused the connection" : " could not be connected to: " + last(failure));
        }
        return host + ", " + failure;
    }

    private static Stream<Throwable> causes(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, cause -> cause.getCause());
    }

    private static boolean caused(@Nullable Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    /** The message of the innermost cause, such as that no certification path was found. */
    private static String last(@Nullable Throwable failure) {
        return causes(failure)
                .map(cause -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
                .reduce((outer, inner) -> inner)
                .orElse("");
    }
}
