package app.inboundflow.server.ratelimit;

import app.inboundflow.server.database.Batcher;
import app.inboundflow.server.ratelimit.RateLimitRepository.Reserved;
import app.inboundflow.server.ratelimit.RateLimitRepository.Unused;
import app.inboundflow.server.ratelimit.RateLimitRepository.Wish;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits that all servers on a database count together, and never exceed. A request is allowed when its server has reserved it
 * in the database. A busy key far from its limit has some reserved ahead and is counted here; several times a second all such
 * keys are topped up in one statement and what is not needed is given back. Near its limit a key asks at once, together with
 * whatever else asks at that moment. While the database does not answer, each server counts for itself.
 */
final class SharedLimits implements Limits {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLimits.class);
    private static final Duration EXCHANGED_EVERY = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration DELETED_EVERY = Duration.ofMinutes(5);
    private static final int HOLDERS_KEPT = 100_000;

    /** A question: may one request of this holder be made, or, without one, what is left? */
    private record Ask(SharedMinute minute, int requests) {}

    private final String kind;
    private final RateLimitRepository repository;
    private final Ticker ticker;
    private final Clock clock;
    private final ExecutorService executor;
    private final Executor later;
    private final Batcher<Ask, Taken> asks;
    private final Cache<String, SharedMinute> minutes = Caffeine.newBuilder()
            // What is to be forgotten is found sooner than another thread is woken for it.
            .executor(Runnable::run)
            .maximumSize(HOLDERS_KEPT)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();
    private final Set<SharedMinute> busy = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean exchanging = new AtomicBoolean();
    private volatile boolean away;
    private volatile long deletedAt;

    SharedLimits(String kind, RateLimitRepository repository, Ticker ticker, Clock clock, ExecutorService executor) {
        this.kind = kind;
        this.repository = repository;
        this.ticker = ticker;
        this.clock = clock;
        this.executor = executor;
        this.later = CompletableFuture.delayedExecutor(EXCHANGED_EVERY.toMillis(), TimeUnit.MILLISECONDS, executor);
        this.asks = new Batcher<>(executor, this::reserve);
        this.deletedAt = ticker.read();
    }

    @Override
    public CompletableFuture<Taken> take(String holder, int limit) {
        var minute = minutes.get(holder, unknown -> new SharedMinute(kind + " " + holder, limit));
        synchronized (minute) {
            var now = ticker.read();
            var held = minute.takeHeld(limit, now);
            if (held || minute.isUsedUp(now)) {
                return CompletableFuture.completedFuture(minute.taken(held, minute.remaining(), now, clock));
            }
        }
        return away
                ? CompletableFuture.completedFuture(takeAlone(minute))
                : asks.ask(new Ask(minute, 1))
                        .orTimeout(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                        .handleAsync(
                                (taken, failed) -> {
                                    if (failed == null) {
                                        return taken;
                                    }
                                    goAlone(failed);
                                    return takeAlone(minute);
                                },
                                executor);
    }

    private Taken takeAlone(SharedMinute minute) {
        synchronized (minute) {
            var now = ticker.read();
            return minute.taken(minute.takeAlone(now), minute.remaining(), now, clock);
        }
    }

    /** Answers all that ask in one statement, each holder's in the order in which they asked. */
    private List<Taken> reserve(List<Ask> batch) {
        var waiting = new LinkedHashMap<SharedMinute, Integer>();
        batch.forEach(ask -> waiting.merge(ask.minute, ask.requests, Integer::sum));
        var wishes = new ArrayList<Wish>();
        waiting.forEach((minute, requests) -> {
            synchronized (minute) {
                wishes.add(new Wish(minute.holder(), requests + minute.ahead(), minute.limit()));
            }
        });
        var reserved =
                repository.reserve(wishes).stream().collect(Collectors.toMap(Reserved::holder, Function.identity()));
        var now = ticker.read();
        waiting.forEach((minute, requests) -> {
            synchronized (minute) {
                minute.reserved(reserved.get(minute.holder()), requests, now);
            }
            busy.add(minute);
        });
        exchangeLater();
        var answered = new LinkedHashMap<SharedMinute, Integer>();
        return batch.stream()
                .map(ask -> {
                    var place = answered.merge(ask.minute, ask.requests, Integer::sum);
                    var grant = reserved.get(ask.minute.holder());
                    var remaining = ask.minute.limit() - grant.used() + grant.granted() - place;
                    synchronized (ask.minute) {
                        return ask.minute.taken(place <= grant.granted(), remaining, now, clock);
                    }
                })
                .toList();
    }

    private void exchangeLater() {
        if (!exchanging.getAndSet(true)) {
            later.execute(this::exchange);
        }
    }

    /** Gives back what is not needed, tops up what is, and finds out whether the database answers again. */
    private void exchange() {
        exchanging.set(false);
        try {
            var unused = new ArrayList<Unused>();
            for (var minute : List.copyOf(busy)) {
                exchange(minute, unused);
            }
            if (!unused.isEmpty()) {
                repository.giveBack(unused);
            }
            if (away) {
                repository.reserve(List.of());
                away = false;
                LOG.info("The {} limits are counted together with other servers again.", kind);
            }
            if (ticker.read() - deletedAt > DELETED_EVERY.toNanos()) {
                deletedAt = ticker.read();
                repository.deleteOld();
            }
        } catch (RuntimeException failed) {
            goAlone(failed);
        }
        if (!busy.isEmpty() || away) {
            exchangeLater();
        }
    }

    private void exchange(SharedMinute minute, List<Unused> unused) {
        synchronized (minute) {
            var returned = minute.unused(ticker.read());
            if (returned != null) {
                unused.add(returned);
            }
            if (!minute.fade()) {
                busy.remove(minute);
            } else if (!away && minute.isCountedHere()) {
                // Also to learn what others used. Nobody waits for it; if it fails, the next request that asks finds
                // out.
                asks.ask(new Ask(minute, 0));
            }
        }
    }

    private void goAlone(Throwable failed) {
        if (!away) {
            away = true;
            LOG.warn(
                    "The database does not answer ({}); until it does, this server counts the {} limits for itself.",
                    failed.getClass().getSimpleName(),
                    kind);
            exchangeLater();
        }
    }
}
