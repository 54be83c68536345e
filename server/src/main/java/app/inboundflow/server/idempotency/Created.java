package app.inboundflow.server.idempotency;

/**
 * What an operation has created.
 *
 * @param location the path of the new resource
 * @param document the body of the 201 that tells of it
 */
public record Created(String location, Object document) {}
