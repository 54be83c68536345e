package app.inboundflow.server.account;

import io.micronaut.core.annotation.Introspected;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored organization.
 *
 * @param retentionDays how many days its calls are kept; null for good
 */
@Introspected
public record OrganizationRow(
        UUID id,
        String name,
        String plan,
        OffsetDateTime createdAt,
        @Nullable Integer retentionDays) {}
