package app.inboundflow.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The future of an exchange, and of all that is derived from it: cancelling any of them stops the exchange. */
final class Answer<T> extends CompletableFuture<T> {
    private final Exchange exchange;
    private final boolean internal;

    Answer(Exchange exchange, boolean internal) {
        this.exchange = exchange;
        this.internal = internal;
    }

    Exchange exchange() {
        return exchange;
    }

    /** For callers: their asynchronous steps run in the usual pool. */
    <U> Answer<U> forCaller() {
        return new Answer<>(exchange, false);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Answer<>(exchange, internal);
    }

    // What the generated engine does with an answer needs no thread but the one that brings it.
    @Override
    public Executor defaultExecutor() {
        return internal ? Runnable::run : super.defaultExecutor();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        var cancelled = super.cancel(mayInterruptIfRunning);
        exchange.stop();
        return cancelled;
    }
}
