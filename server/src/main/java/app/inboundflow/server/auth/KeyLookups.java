package app.inboundflow.server.auth;

import app.inboundflow.server.Causes;
import app.inboundflow.server.database.Batcher;
import app.inboundflow.server.http.ResponseMeta;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds keys by their hash and remembers them, also those that do not exist. A key in use is looked up again every 2 seconds
 * in the background, so its requests never wait; what is older than 4 seconds is not believed, so that a revoked key stops
 * working within 5. All lookups that wait go into one statement: guessing keys costs one connection at most.
 */
@Singleton
class KeyLookups {
    private static final Logger LOG = LoggerFactory.getLogger(KeyLookups.class);
    private static final long REFRESHED_AFTER = Duration.ofSeconds(2).toNanos();
    private static final long BELIEVED_FOR = Duration.ofSeconds(4).toNanos();
    private static final int KEYS_KEPT = 10_000;

    /** What was found, and when it was asked for; completed already. */
    private record Answer(CompletableFuture<Optional<KeyLookup>> found, long askedAt) {}

    /** A key that was asked for: the last answer, and the one that is under way. */
    private static final class Entry {
        private @Nullable Answer last;
        private @Nullable CompletableFuture<Answer> next;
    }

    private final ApiKeyRepository keys;
    private final ResponseMeta meta;
    private final @Nullable KeyLookupMetrics metrics;
    private final Ticker ticker = Ticker.systemTicker();
    private final ExecutorService executor;
    private final Batcher<ByteBuffer, Answer> lookups;
    private final Batcher<ApiKeyRow, Boolean> uses;
    private final Cache<ByteBuffer, Entry> entries = Caffeine.newBuilder()
            // What is to be forgotten is found sooner than another thread is woken for it.
            .executor(Runnable::run)
            .maximumSize(KEYS_KEPT)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    KeyLookups(
            ApiKeyRepository keys,
            ResponseMeta meta,
            @Named(TaskExecutors.BLOCKING) ExecutorService executor,
            @Nullable KeyLookupMetrics metrics) {
        this.keys = keys;
        this.meta = meta;
        this.metrics = metrics;
        this.executor = executor;
        this.lookups = new Batcher<>(executor, this::lookUp);
        this.uses = new Batcher<>(executor, this::noteUses);
    }

    /**
     * Finds a key: at once when it was looked up in the last seconds, otherwise by asking the database.
     *
     * @return nothing when there is no such key; an exception when the database does not answer
     */
    CompletableFuture<Optional<KeyLookup>> find(ByteBuffer hash) {
        var entry = entries.get(hash, unknown -> new Entry());
        CompletableFuture<Answer> next;
        synchronized (entry) {
            var last = entry.last;
            var age = last == null ? BELIEVED_FOR : ticker.read() - last.askedAt;
            if (last != null && age < REFRESHED_AFTER) {
                return last.found;
            }
            next = refresh(hash, entry);
            if (last != null && age < BELIEVED_FOR) {
                return last.found;
            }
        }
        return next.copy().orTimeout(BELIEVED_FOR, TimeUnit.NANOSECONDS).handleAsync(KeyLookups::settle, executor);
    }

    /** Looks a key up, once for all that wait. */
    private CompletableFuture<Answer> refresh(ByteBuffer hash, Entry entry) {
        if (entry.next != null) {
            return entry.next;
        }
        var next = lookups.ask(hash);
        entry.next = next;
        next.whenComplete((answer, failed) -> {
            synchronized (entry) {
                entry.next = null;
                if (answer != null) {
                    entry.last = answer;
                }
            }
        });
        return next;
    }

    private static Optional<KeyLookup> settle(@Nullable Answer answer, @Nullable Throwable failed) {
        if (answer != null) {
            return answer.found.join();
        }
        if (Causes.of(failed)
                .anyMatch(cause -> cause instanceof TimeoutException || cause instanceof RejectedExecutionException)) {
            throw tooSlow();
        }
        throw failed instanceof CompletionException wrapped ? wrapped : new CompletionException(failed);
    }

    private static ProblemException tooSlow() {
        return Problems.serviceUnavailable("The API key could not be looked up in time.", 5);
    }

    private List<Answer> lookUp(List<ByteBuffer> hashes) {
        var askedAt = ticker.read();
        var found = query(hashes, askedAt);
        if (ticker.read() - askedAt >= BELIEVED_FOR) {
            throw tooSlow();
        }
        var now = meta.now();
        found.values().stream()
                .map(KeyLookup::key)
                .filter(key -> key.isValid(now) && key.isUseUnnoted(now))
                .forEach(uses::ask);
        return hashes.stream()
                .map(hash ->
                        new Answer(CompletableFuture.completedFuture(Optional.ofNullable(found.get(hash))), askedAt))
                .toList();
    }

    private Map<ByteBuffer, KeyLookup> query(List<ByteBuffer> hashes, long askedAt) {
        var failed = true;
        try {
            var found = keys.findByHashes(
                    hashes.stream().distinct().map(ByteBuffer::array).toArray(byte[][]::new));
            failed = false;
            return found;
        } finally {
            if (metrics != null) {
                metrics.count(hashes.size(), ticker.read() - askedAt, failed);
            }
        }
    }

    /** Notes that keys are in use; the keys are busy without it, so a failure is only logged. */
    private List<Boolean> noteUses(List<ApiKeyRow> used) {
        try {
            used.stream().distinct().forEach(key -> keys.touch(key.organizationId(), key.id()));
        } catch (RuntimeException failed) {
            LOG.warn("Could not note the last use of {} keys: {}", used.size(), failed.getMessage());
        }
        return Collections.nCopies(used.size(), true);
    }
}
