package app.inboundflow.server.privacy;

import io.micronaut.core.annotation.Introspected;

/**
 * How many rows of an organization are a person's.
 *
 * @param callMessages calls that have messages, which are a row of their own
 * @param idempotencyKeys stored answers that hold the number
 */
@Introspected
public record PersonRows(int contacts, int calls, int callMessages, int leads, int appointments, int idempotencyKeys) {
    /** All of them. */
    public int total() {
        return contacts + calls + callMessages + leads + appointments + idempotencyKeys;
    }
}
