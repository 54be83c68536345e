package app.inboundflow.server.contacts;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that was carried out, ready to be replayed.
 *
 * @param requestHash what the request said
 * @param location where the new contact is; null when there is none
 * @param requestId the request that was answered first, which {@code meta} in the body names
 * @param body the bytes that were sent
 */
@MappedEntity("idempotency_keys")
record StoredAnswer(
        @Id String key,
        byte[] requestHash,
        int status,
        @Nullable String location,
        String requestId,
        byte[] body) {}
