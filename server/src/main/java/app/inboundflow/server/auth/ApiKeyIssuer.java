package app.inboundflow.server.auth;

import app.inboundflow.server.Audit;
import app.inboundflow.server.api.model.Scope;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes API keys: the secret for its holder, and the row by which the server recognizes it. */
@Singleton
public class ApiKeyIssuer {
    private final ApiKeyRepository keys;

    ApiKeyIssuer(ApiKeyRepository keys) {
        this.keys = keys;
    }

    /**
     * Makes and stores a key.
     *
     * @param organizationId an organization that exists
     * @param name what people call the key, 1 to 200 characters
     * @param scopes some of {@link #allScopes()}
     * @param requestsPerMinute its rate limit, 1 to 1,000,000
     * @param expiresAt when it stops working; null for never
     * @return the secret, which cannot be read again
     */
    public ApiKey issue(
            UUID organizationId,
            String name,
            List<String> scopes,
            int requestsPerMinute,
            @Nullable OffsetDateTime expiresAt) {
        var key = ApiKey.mint();
        var id = UUID.randomUUID();
        keys.insert(organizationId, id, name, key.prefix(), key.hash(), scopes, requestsPerMinute, expiresAt);
        Audit.keyCreated(organizationId, id);
        return key;
    }

    /** Every scope of the contract. */
    public static List<String> allScopes() {
        return Arrays.stream(Scope.values()).map(Scope::getValue).toList();
    }
}
