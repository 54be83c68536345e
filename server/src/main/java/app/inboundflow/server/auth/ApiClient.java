package app.inboundflow.server.auth;

import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.security.authentication.Authentication;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who makes the request that this thread works on.
 *
 * @param organizationId the organization that the key belongs to; every statement is bound to it
 * @param scopes the key's scopes, as in the contract
 */
public record ApiClient(UUID organizationId, List<String> scopes) {
    private static final String ATTRIBUTE = "caller";

    /** The caller of the current request, which has been authenticated. */
    public static ApiClient current() {
        return ServerRequestContext.currentRequest()
                .flatMap(request -> request.getUserPrincipal(Authentication.class))
                .map(authentication ->
                        (ApiClient) authentication.getAttributes().get(ATTRIBUTE))
                .orElseThrow(() -> new IllegalStateException("the operation has no authentication in the contract"));
    }

    /** As Micronaut Security knows it: the scopes are the roles that the generated {@code @Secured} asks for. */
    Authentication authentication() {
        return Authentication.build(organizationId.toString(), scopes, Map.of(ATTRIBUTE, this));
    }
}
