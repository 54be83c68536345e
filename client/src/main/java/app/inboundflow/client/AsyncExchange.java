package app.inboundflow.client;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Sends a request while nobody waits; each step begins the next. */
final class AsyncExchange {
    private final Exchange exchange;
    private final CompletableFuture<Received> answer = new CompletableFuture<>();
    private volatile @Nullable Future<?> running;

    AsyncExchange(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Fails with what the blocking exchange would throw. */
    CompletableFuture<Received> start() {
        awaitTurn();
        return answer;
    }

    /** Ends it, and the connection with it. */
    void stop() {
        answer.completeExceptionally(new CancellationException());
        // Afterwards: a step that begins now finds the answer done.
        var step = running;
        if (step != null) {
            step.cancel(true);
        }
    }

    /** Does what may throw, such as a log that cannot be written; whoever waits must hear of it. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (InboundFlowException | Connections.Closed e) {
            answer.completeExceptionally(e);
        } catch (RuntimeException e) {
            answer.completeExceptionally(exchange.failed(e));
        } catch (Error e) {
            answer.completeExceptionally(e);
            throw e;
        }
    }

    private void run(Future<?> step) {
        running = step;
        if (answer.isDone()) {
            step.cancel(true);
        }
    }

    private void awaitTurn() {
        var turn = exchange.engine.pacer.await(exchange.request, exchange.deadline);
        run(turn);
        if (turn.isDone() && !turn.isCompletedExceptionally()) {
            guarded(this::send);
            return;
        }
        turn.whenCompleteAsync(
                (nothing, late) -> {
                    if (late == null) {
                        guarded(this::send);
                    } else {
                        exchange.engine.pacer.abandon(turn);
                        answer.completeExceptionally(late);
                    }
                },
                Threads.CALLBACKS);
    }

    private void send() {
        var pacer = exchange.engine.pacer;
        if (answer.isDone()) {
            pacer.answered(null);
            return;
        }
        var begun = System.nanoTime();
        var ended = new AtomicBoolean();
        CompletableFuture<HttpResponse<byte[]>> sending;
        try {
            // What depends on the future of sendAsync waits for the common pool (JDK-8204339); the end of the body does
            // not.
            sending = exchange.engine
                    .http()
                    .sendAsync(
                            exchange.httpRequest,
                            head -> HttpResponse.BodySubscribers.mapping(
                                    HttpResponse.BodySubscribers.ofByteArray(), body -> {
                                        if (ended.compareAndSet(false, true)) {
                                            end(() -> Received.of(head.statusCode(), head.headers(), body), begun);
                                        }
                                        return body;
                                    }));
        } catch (RuntimeException e) {
            pacer.answered(null);
            throw e;
        }
        run(sending);
        var alarm = Threads.TIMER.schedule(
                () -> {
                    if (ended.compareAndSet(false, true)) {
                        end(
                                () -> {
                                    throw new TimeoutException();
                                },
                                begun);
                        sending.cancel(true);
                    }
                },
                exchange.patience(),
                TimeUnit.NANOSECONDS);
        sending.whenComplete((response, failure) -> {
            alarm.cancel(false);
            if (failure != null && ended.compareAndSet(false, true)) {
                end(
                        () -> {
                            throw failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure;
                        },
                        begun);
            }
        });
    }

    /** The end of an attempt. */
    private interface Outcome {
        Received get() throws Throwable;
    }

    private void end(Outcome outcome, long begun) {
        Threads.CALLBACKS.execute(() -> guarded(() -> {
            Received received = null;
            Throwable failure = null;
            try {
                received = outcome.get();
            } catch (IOException | TimeoutException | RuntimeException e) {
                failure = e;
            } catch (Throwable e) {
                failure = new IOException(e);
            }
            exchange.engine.pacer.answered(received);
            if (!answer.isDone()) {
                goOn(received, failure, begun);
            }
        }));
    }

    private void goOn(@Nullable Received received, @Nullable Throwable failure, long begun) {
        var pause = exchange.ended(received, failure, begun);
        if (pause.isPresent()) {
            run(Threads.TIMER.schedule(
                    () -> Threads.CALLBACKS.execute(() -> guarded(this::awaitTurn)),
                    pause.get(),
                    TimeUnit.NANOSECONDS));
        } else if (received != null) {
            answer.complete(received);
        } else if (failure != null) {
            answer.completeExceptionally(exchange.failed(failure));
        }
    }
}
