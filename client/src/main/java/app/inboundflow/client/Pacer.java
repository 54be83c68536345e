package app.inboundflow.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the requests of one key within its limit, by the X-RateLimit- headers of the answers. While requests remain they are let
 * go; the others wait for the reset, in the order in which they came. Until a first answer has told the limit, one request goes
 * alone. A server that tells no limit is asked as fast as it goes.
 */
final class Pacer {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_SECONDS = 3600;

    private enum Knowledge {
        NONE,
        NO_LIMIT,
        LIMIT
    }

    private final boolean enabled;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private Knowledge knowledge = Knowledge.NONE;
    private int inFlight;
    private long limit;
    private long available;
    private long leastRemaining;
    // The reset as the server tells it, in unix seconds, and by the clock of this JVM that nobody sets.
    private long told;
    private long reset;
    private boolean resetIsOver;
    private @Nullable Future<?> wakeUp;

    Pacer(boolean enabled) {
        this.enabled = enabled;
    }

    /** Done when the request may go; fails with a {@link RateLimitException} when it could not go before its deadline. */
    static final class Turn extends CompletableFuture<@Nullable Void> {
        private final Request request;
        private @Nullable Future<?> expiry;

        private Turn(Request request) {
            this.request = request;
        }
    }

    /** A turn for one attempt, to be followed by {@link #answered}, or by {@link #abandon} when it is not waited for. */
    synchronized Turn await(Request request, long deadline) {
        var turn = new Turn(request);
        if (!enabled || waiting.isEmpty() && take(false)) {
            turn.complete(null);
        } else if (knowledge == Knowledge.LIMIT && !resetIsOver && reset - deadline > 0) {
            fail(turn);
        } else {
            waiting.add(turn);
            turn.expiry =
                    Threads.TIMER.schedule(() -> expire(turn), deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            plan();
        }
        return turn;
    }

    /** The end of an attempt; null when there was no answer. */
    synchronized void answered(@Nullable Received answer) {
        if (enabled) {
            inFlight--;
            // A 401 tells the limit of failed authentications.
            if (answer != null && answer.status() != 401) {
                learn(answer);
            }
            letGo(false);
        }
    }

    /** The end of a turn that nobody waits for any more. */
    synchronized void abandon(Turn turn) {
        if (enabled && turn.isDone() && !turn.isCompletedExceptionally()) {
            available++;
            answered(null);
        } else {
            remove(turn);
        }
    }

    private boolean take(boolean anyway) {
        if (knowledge == Knowledge.LIMIT) {
            if (!resetIsOver && System.nanoTime() - reset >= 0) {
                resetIsOver = true;
                available = Math.max(0, limit - inFlight);
            }
            if (available <= 0 && resetIsOver && inFlight == 0) {
                knowledge = Knowledge.NONE;
            }
        }
        var may =
                switch (knowledge) {
                    case NONE -> anyway || inFlight == 0;
                    case NO_LIMIT -> true;
                    case LIMIT -> available > 0;
                };
        if (may) {
            available--;
            inFlight++;
        }
        return may;
    }

    private synchronized void letGo(boolean anyway) {
        var one = anyway;
        while (!waiting.isEmpty() && take(one)) {
            one = false;
            var turn = waiting.remove();
            if (turn.expiry != null) {
                turn.expiry.cancel(false);
            }
            if (!turn.complete(null)) {
                available++;
                inFlight--;
            }
        }
        plan();
    }

    private void plan() {
        if (wakeUp != null) {
            wakeUp.cancel(false);
            wakeUp = null;
        }
        if (waiting.isEmpty()) {
            return;
        }
        if (knowledge == Knowledge.NONE) {
            // A first answer that does not come must not stop the others.
            wakeUp = Threads.TIMER.schedule(() -> letGo(true), SECOND, TimeUnit.NANOSECONDS);
        } else if (!resetIsOver) {
            wakeUp = Threads.TIMER.schedule(() -> letGo(false), reset - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private void learn(Received answer) {
        var headers = answer.headers();
        var newLimit = number(headers, "X-RateLimit-Limit");
        var newReset = number(headers, "X-RateLimit-Reset");
        var remaining = answer.status() == 429 ? 0 : number(headers, "X-RateLimit-Remaining");
        var seconds = Math.max(0, newReset - Retries.date(headers).getEpochSecond());
        if (answer.status() == 429) {
            seconds = Math.max(
                    seconds, Retries.retryAfter(headers).orElse(Duration.ZERO).toSeconds());
        }
        if (newLimit < 1 || newReset < 0 || remaining < 0 || seconds > LONGEST_SECONDS) {
            if (knowledge == Knowledge.NONE && answer.status() < 500) {
                knowledge = Knowledge.NO_LIMIT;
            }
            return;
        }
        // The server's clock is read anew for each answer, so the same reset may be told a second apart.
        var known = knowledge == Knowledge.LIMIT && newReset <= told + 1;
        if (known && (resetIsOver || newReset < told - 1)) {
            return;
        }
        limit = newLimit;
        if (known) {
            // Answers overtake one another. Those under way may be counted in this one or not.
            leastRemaining = Math.min(leastRemaining, remaining);
            available = inFlight == 0 ? leastRemaining : Math.min(available, Math.max(0, remaining - inFlight));
            return;
        }
        knowledge = Knowledge.LIMIT;
        leastRemaining = remaining;
        available = Math.max(0, remaining - inFlight);
        told = newReset;
        resetIsOver = false;
        // Clients that wait for the same reset do not come at the same moment.
        reset = System.nanoTime()
                + seconds * SECOND
                + ThreadLocalRandom.current().nextLong(SECOND / 2);
    }

    private static long number(HttpHeaders headers, String name) {
        return headers.firstValue(name)
                .filter(value -> value.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(-1L);
    }

    private synchronized void expire(Turn turn) {
        if (waiting.contains(turn)) {
            fail(turn);
        }
        remove(turn);
    }

    private void remove(Turn turn) {
        waiting.remove(turn);
        if (turn.expiry != null) {
            turn.expiry.cancel(false);
        }
    }

    private void fail(Turn turn) {
        var seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(reset - System.nanoTime() + SECOND - 1));
        var headers = Map.of(
                "Retry-After", List.of(Long.toString(seconds)),
                "X-RateLimit-Limit", List.of(Long.toString(limit)),
                "X-RateLimit-Remaining", List.of("0"),
                "X-RateLimit-Reset", List.of(Long.toString(told)));
        turn.completeExceptionally(new RateLimitException(
                turn.request + " was not sent: the limit of " + limit + " requests a minute is used up for another "
                        + seconds + " s, which is beyond totalTimeout",
                new Received(429, HttpHeaders.of(headers, (name, value) -> true), "")));
    }
}
