package app.inboundflow.server.account;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A stored organization. */
public record OrganizationRow(UUID id, String name, String plan, OffsetDateTime createdAt) {}
