package app.inboundflow.server.auth;

import app.inboundflow.server.http.Operation;
import app.inboundflow.server.http.ProblemRenderer;
import app.inboundflow.server.http.ResponseMeta;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import app.inboundflow.server.ratelimit.FailedAuthentications;
import app.inboundflow.server.ratelimit.Quota;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.RouteAttributes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in when its key is valid, has requests left in this minute and has the scope that the contract asks for.
 * Under {@code /v1} nothing is answered without a key, not even that a path does not exist. A key that was looked up lately is
 * settled on the thread that read the request.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class Authentication implements Ordered {
    private static final String SCHEME = "Bearer ";

    private final KeyLookups lookups;
    private final FailedAuthentications failures;
    private final Quota quota;
    private final ResponseMeta meta;
    private final ProblemRenderer problems;

    Authentication(
            KeyLookups lookups,
            FailedAuthentications failures,
            Quota quota,
            ResponseMeta meta,
            ProblemRenderer problems) {
        this.lookups = lookups;
        this.failures = failures;
        this.quota = quota;
        this.meta = meta;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.order();
    }

    /** Answers a request that is not let in, and gives no answer to one that is. */
    @RequestFilter
    @Nullable CompletionStage<Optional<HttpResponse<?>>> authenticate(HttpRequest<?> request) {
        if (!isKeyNeeded(request)) {
            return null;
        }
        return key(request)
                .map(key -> lookups.find(ByteBuffer.wrap(key.hash())))
                .orElse(CompletableFuture.completedFuture(Optional.empty()))
                .thenCompose(found -> problem(request, found))
                .thenApply(problem -> problem.map(wrong -> problems.render(request, HttpResponse.ok(), wrong)));
    }

    /** The path decides, and for a path that is written in an unusual way the operation it leads to. */
    private static boolean isKeyNeeded(HttpRequest<?> request) {
        return Operation.isOfTheApi(request) || !securedBy(request).isEmpty();
    }

    /** The key, when there is exactly one that could be valid. */
    private static Optional<ApiKey> key(HttpRequest<?> request) {
        var authorization = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        return authorization.size() == 1 && authorization.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? ApiKey.parse(authorization.getFirst().substring(SCHEME.length()))
                : Optional.empty();
    }

    private CompletableFuture<Optional<ProblemException>> problem(HttpRequest<?> request, Optional<KeyLookup> found) {
        if (found.isEmpty() || !found.get().key().isValid(meta.now())) {
            return failures.count(request).thenApply(Optional::of);
        }
        var key = found.get().key();
        var client = found.get().client();
        client.authenticate(request);
        return quota.take(key.id(), key.requestsPerMinute(), request)
                .thenApply(problem -> problem.or(() -> missingScope(request, client)));
    }

    private static Optional<ProblemException> missingScope(HttpRequest<?> request, ApiClient client) {
        for (var scope : securedBy(request)) {
            if (!scope.equals(SecurityRule.IS_AUTHENTICATED) && !client.scopes().contains(scope)) {
                return Optional.of(Problems.insufficientScope(scope));
            }
        }
        return Optional.empty();
    }

    /** What the contract asks of the key for this operation, by the annotation that the generator makes of it. */
    private static List<String> securedBy(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .map(route -> List.of(route.getAnnotationMetadata().stringValues(Secured.class)))
                .orElse(List.of());
    }
}
