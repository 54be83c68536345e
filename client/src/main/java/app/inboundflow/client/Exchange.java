package app.inboundflow.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request with all its attempts: sends it until there is an answer to keep, or no time or attempt left. */
final class Exchange {
    private static final System.Logger LOG = System.getLogger("app.inboundflow.client");

    private final HttpClient http;
    private final InboundFlowClient.Builder options;
    private final HttpRequest request;
    private final long deadline;
    private final Answer<Received> answer = new Answer<>(this, true);
    private int attempts;
    private volatile @Nullable CompletableFuture<?> attempt;
    private volatile @Nullable Received received;

    Exchange(HttpClient http, InboundFlowClient.Builder options, HttpRequest request) {
        this.http = http;
        this.options = options;
        this.request = request;
        this.deadline = System.nanoTime() + options.totalTimeout.toNanos();
    }

    Answer<Received> start() {
        guarded(this::send);
        return answer;
    }

    /** The last answer; null when there was none. */
    @Nullable Received received() {
        return received;
    }

    void stop() {
        answer.completeExceptionally(new CancellationException());
        // Afterwards: an attempt that begins now finds the answer done and ends itself.
        var running = attempt;
        if (running != null) {
            running.cancel(true);
        }
    }

    /** Runs what may throw, such as a log that cannot be written, and passes the exception on to the caller. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    private void send() {
        attempts++;
        var begun = System.nanoTime();
        var sending = http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        attempt = sending;
        if (answer.isDone()) {
            sending.cancel(true);
            return;
        }
        // HttpRequest.timeout would end with the headers; this one holds until the last byte of the body.
        var timed = new CompletableFuture<HttpResponse<byte[]>>();
        timed.orTimeout(Math.min(options.timeout.toNanos(), deadline - begun), TimeUnit.NANOSECONDS);
        timed.whenComplete((response, failure) -> {
            if (failure instanceof TimeoutException) {
                sending.cancel(true);
                // All clients share the thread that keeps the time.
                ForkJoinPool.commonPool().execute(() -> guarded(() -> end(null, failure, begun)));
            } else {
                guarded(() -> end(response, failure, begun));
            }
        });
        sending.whenComplete((response, failure) -> {
            if (failure == null) {
                timed.complete(response);
            } else {
                timed.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }

    private void end(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure, long begun) {
        if (answer.isDone()) {
            return;
        }
        var trouble = failure;
        Received now = null;
        try {
            now = response == null ? null : Received.of(response);
        } catch (IOException undecodable) {
            trouble = undecodable;
        }
        received = now;
        if (now != null) {
            options.observer.accept(now);
        }
        var outcome = now != null ? now.statusCode() + " " + now.requestId() : describe(trouble);
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> describe() + ": " + outcome + " in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)
                        + " ms");
        var pause = pause(now, trouble);
        if (pause.isPresent()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    () -> describe() + ": " + outcome + "; again in "
                            + pause.get().toMillis() + " ms (" + attempts + " of " + options.maxRetries + ")");
            CompletableFuture.delayedExecutor(pause.get().toNanos(), TimeUnit.NANOSECONDS)
                    .execute(() -> {
                        if (!answer.isDone()) {
                            guarded(this::send);
                        }
                    });
        } else if (now != null) {
            answer.complete(now);
        } else {
            answer.completeExceptionally(trouble);
        }
    }

    private Optional<Duration> pause(@Nullable Received now, @Nullable Throwable trouble) {
        var repeatable = request.method().equals("GET")
                || request.headers().firstValue("Idempotency-Key").isPresent();
        var again = now != null
                ? Retries.worthwhile(now)
                : trouble instanceof IOException || trouble instanceof TimeoutException;
        if (!repeatable || !again || attempts > options.maxRetries) {
            return Optional.empty();
        }
        var asked = now == null ? Optional.<Duration>empty() : Retries.retryAfter(now.headers());
        var pause = asked.orElseGet(
                () -> Retries.backoff(attempts, ThreadLocalRandom.current().nextDouble()));
        return Optional.of(pause).filter(p -> p.compareTo(Duration.ofNanos(deadline - System.nanoTime())) < 0);
    }

    /** The request for logs and messages: method, path, and of the query only what can hold nothing about a person. */
    String describe() {
        return request.method() + " " + request.uri().getRawPath()
                + Optional.ofNullable(request.uri().getRawQuery())
                        .map(query -> "?"
                                + query.replaceAll(
                                        "(?<![^&])(?!limit=|since=|status=|urgency=)([^=&]+)=[^&]*", "$1=***"))
                        .orElse("");
    }

    /** A failure in words; those of the HTTP client often have no message. */
    String describe(@Nullable Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "not in time (timeout " + options.timeout + ", totalTimeout " + options.totalTimeout + ")";
        }
        return request.uri().getAuthority() + ", " + failure;
    }
}
