package app.inboundflow.server.auth;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Under {@code /v1} nobody is told anything without a key, not even that a path or a method does not exist. So whatever is
 * answered there but a 401 was counted against a key's limit, and says so in its headers.
 */
@Singleton
class KeyFirst implements SecurityRule<HttpRequest<?>> {
    @Override
    public Publisher<SecurityRuleResult> check(HttpRequest<?> request, @Nullable Authentication authentication) {
        return Mono.just(
                authentication == null && isNeeded(request) ? SecurityRuleResult.REJECTED : SecurityRuleResult.UNKNOWN);
    }

    /** Whether the path asks for a key; elsewhere one that comes along is not looked at, and its quota not touched. */
    static boolean isNeeded(HttpRequest<?> request) {
        return request.getPath().startsWith("/v1/");
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
