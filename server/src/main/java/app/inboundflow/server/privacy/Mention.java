package app.inboundflow.server.privacy;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/**
 * A row that mentions a person and is somebody else's.
 *
 * @param resource contacts, calls, leads or appointments
 */
@Introspected
public record Mention(String resource, UUID id) {}
