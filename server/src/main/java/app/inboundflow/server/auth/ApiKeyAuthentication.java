package app.inboundflow.server.auth;

import app.inboundflow.server.http.ResponseMeta;
import app.inboundflow.server.ratelimit.FailedAuthentications;
import app.inboundflow.server.ratelimit.Quota;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Turns a bearer key into its organization and scopes. A key that was asked for in the last seconds costs no query, known
 * or not; one that was never minted never does. Whoever gets in has one request of the key's quota taken.
 */
@Singleton
class ApiKeyAuthentication implements TokenValidator<HttpRequest<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeyAuthentication.class);
    // A revoked key must stop working within 5 seconds.
    private static final long FRESH_NANOS = Duration.ofSeconds(4).toNanos();
    private static final int LOOKUPS_KEPT = 10_000;

    /** What was found, and when, by the cache's ticker. */
    private record Lookup(@Nullable ApiKeyRow key, long at) {}

    private final ApiKeyRepository keys;
    private final FailedAuthentications failures;
    private final Quota quota;
    private final ResponseMeta meta;
    private final Ticker ticker = Ticker.systemTicker();
    private final ExecutorService executor;
    private final Scheduler scheduler;
    private final Cache<ByteBuffer, Lookup> lookups = Caffeine.newBuilder()
            .maximumSize(LOOKUPS_KEPT)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    ApiKeyAuthentication(
            ApiKeyRepository keys,
            FailedAuthentications failures,
            Quota quota,
            ResponseMeta meta,
            @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.keys = keys;
        this.failures = failures;
        this.quota = quota;
        this.meta = meta;
        this.executor = executor;
        this.scheduler = Schedulers.fromExecutorService(executor);
    }

    @Override
    public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
        var key = ApiKey.parse(token);
        if (key.isEmpty() || request == null || !KeyFirst.isNeeded(request)) {
            return Mono.empty();
        }
        var hash = ByteBuffer.wrap(key.get().hash());
        var lookup = lookups.getIfPresent(hash);
        if (lookup != null && ticker.read() - lookup.at < FRESH_NANOS) {
            return Mono.justOrEmpty(authenticate(lookup.key, request));
        }
        // An address that has guessed too often is not told whether it guessed right; a key that worked lately is no
        // guess.
        if ((lookup == null || lookup.key == null) && failures.areTooMany(request)) {
            return Mono.empty();
        }
        return Mono.fromCallable(() -> find(hash))
                .subscribeOn(scheduler)
                .mapNotNull(found -> authenticate(found.key, request).orElse(null));
    }

    private Lookup find(ByteBuffer hash) {
        var at = ticker.read();
        var key = keys.findByHash(hash.array()).orElse(null);
        var found = new Lookup(key, at);
        lookups.put(hash, found);
        return found;
    }

    private Optional<Authentication> authenticate(@Nullable ApiKeyRow key, HttpRequest<?> request) {
        if (key == null || !key.isValid(meta.now())) {
            return Optional.empty();
        }
        noteUse(key);
        quota.take(key.id(), key.requestsPerMinute(), request);
        return Optional.of(new ApiClient(key.organizationId(), key.scopes()).authentication());
    }

    private void noteUse(ApiKeyRow key) {
        var lastUsedAt = key.lastUsedAt();
        OffsetDateTime coarse = meta.now().minusMinutes(10);
        if (lastUsedAt == null || lastUsedAt.isBefore(coarse)) {
            executor.execute(() -> {
                try {
                    keys.touch(key.organizationId(), key.id());
                } catch (RuntimeException unimportant) {
                    LOG.warn("Could not note the last use of key {}: {}", key.id(), unimportant.getMessage());
                }
            });
        }
    }
}
