package app.inboundflow.server.privacy;

import java.util.UUID;

/**
 * A row that mentions a person and is somebody else's.
 *
 * @param resource contacts, calls, leads or appointments
 */
public record Mention(String resource, UUID id) {}
