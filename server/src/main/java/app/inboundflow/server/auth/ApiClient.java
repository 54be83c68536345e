package app.inboundflow.server.auth;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who makes a request.
 *
 * @param keyId the id of the key, which is no secret
 * @param organizationId the organization that the key belongs to; every statement is bound to it
 * @param organizationName its name
 * @param plan its plan
 * @param scopes the key's scopes, as in the contract
 */
public record ApiClient(UUID keyId, UUID organizationId, String organizationName, String plan, List<String> scopes) {
    private static final String ATTRIBUTE = "app.inboundflow.api-client";

    /** Who makes the request that this thread works on; it has been authenticated. */
    public static ApiClient current() {
        return ServerRequestContext.currentRequest()
                .flatMap(ApiClient::of)
                .orElseThrow(() -> new IllegalStateException("the request was not authenticated"));
    }

    /** Who makes a request; nobody is known before it has been authenticated. */
    public static Optional<ApiClient> of(HttpRequest<?> request) {
        return request.getAttributes().getValue(ATTRIBUTE) instanceof ApiClient client
                ? Optional.of(client)
                : Optional.empty();
    }

    /** Makes this the client of a request. */
    void authenticate(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
