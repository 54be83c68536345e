package app.inboundflow.server.ratelimit;

import java.util.concurrent.CompletableFuture;

/** Limits of one kind, by the minute, one for each holder. */
@FunctionalInterface
interface Limits {
    /**
     * Takes one request of a holder's limit, if one is left. It is answered at once when no database needs to be asked, and
     * never with an exception.
     *
     * @param holder whose limit it is
     * @param limit requests a minute
     */
    CompletableFuture<Taken> take(String holder, int limit);
}
