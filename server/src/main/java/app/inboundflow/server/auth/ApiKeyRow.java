package app.inboundflow.server.auth;

import io.micronaut.core.annotation.Introspected;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored key, without the key.
 *
 * @param lastUsedAt within ten minutes; null when it was never used
 * @param expiresAt null when it never does
 * @param revokedAt null when it was not
 */
@Introspected
public record ApiKeyRow(
        UUID id,
        UUID organizationId,
        String name,
        String prefix,
        List<String> scopes,
        int requestsPerMinute,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime lastUsedAt,
        @Nullable OffsetDateTime expiresAt,
        @Nullable OffsetDateTime revokedAt) {

    /** Whether the key opens anything at this moment. */
    public boolean isValid(OffsetDateTime now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    /** Whether {@code lastUsedAt} is too old to say that the key is in use at this moment. */
    boolean isUseUnnoted(OffsetDateTime now) {
        return lastUsedAt == null || lastUsedAt.isBefore(now.minusMinutes(10));
    }
}
