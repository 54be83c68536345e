package app.inboundflow.client;

import java.util.concurrent.CompletableFuture;

/** The future of a request, and of all that is derived from it: cancelling any of them stops the request. */
final class Answer<T> extends CompletableFuture<T> {
    private final Runnable stop;

    Answer(Runnable stop) {
        this.stop = stop;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Answer<>(stop);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        var cancelled = super.cancel(mayInterruptIfRunning);
        stop.run();
        return cancelled;
    }
}
