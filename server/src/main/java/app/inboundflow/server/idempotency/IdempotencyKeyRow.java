package app.inboundflow.server.idempotency;

import io.micronaut.core.annotation.Introspected;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The stored answer to a request that was carried out.
 *
 * @param operation the contract's operationId
 * @param requestHash the SHA-256 of what the request said
 * @param isExpired whether it is older than 24 hours, and not to be replayed any more
 */
@Introspected
record IdempotencyKeyRow(
        String operation,
        byte[] requestHash,
        int status,
        @Nullable String location,
        String requestId,
        byte[] body,
        boolean isExpired) {

    boolean isOf(String otherOperation, byte[] otherHash) {
        return operation.equals(otherOperation) && MessageDigest.isEqual(requestHash, otherHash);
    }

    Answer toAnswer() {
        return new Answer(status, location, requestId, body, true);
    }
}
