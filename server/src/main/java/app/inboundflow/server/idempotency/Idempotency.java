package app.inboundflow.server.idempotency;

import app.inboundflow.server.Sha256;
import app.inboundflow.server.database.DatabaseException;
import app.inboundflow.server.database.Statements;
import app.inboundflow.server.http.ResponseMeta;
import app.inboundflow.server.json.JsonWriter;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries a POST out once for an {@code Idempotency-Key}, on however many servers it arrives.
 *
 * <p>A key is claimed by a row, in the transaction that carries the request out and stores its answer. After a crash at any
 * moment either all of it is there or nothing, so nothing is created twice and no answer is replayed that is not true. When
 * a server dies, PostgreSQL ends its transaction, and the key is free again.
 */
@Singleton
public class Idempotency {
    private final IdempotencyKeyRepository keys;
    private final Statements statements;
    private final ResponseMeta meta;
    private final JsonWriter json;

    Idempotency(IdempotencyKeyRepository keys, Statements statements, ResponseMeta meta, JsonWriter json) {
        this.keys = keys;
        this.statements = statements;
        this.meta = meta;
        this.json = json;
    }

    /**
     * Answers a request that creates something.
     *
     * @param operation the contract's operationId
     * @param key the Idempotency-Key; null to carry the request out whenever it arrives
     * @param request the body; two requests are the same when it has the same values
     * @param action carries the request out, in one transaction with the storing of the answer. A 409 that it throws is an
     *     answer too and is replayed; after any other exception the request can be repeated.
     * @throws ProblemException when another request with the key is still running, or it said something else
     */
    public <T> HttpResponse<T> answer(
            UUID organizationId, String operation, @Nullable String key, Object request, Supplier<Created> action) {
        try {
            var answer = key == null ? carryOut(action) : once(organizationId, operation, key, request, action);
            return answer.toResponse();
        } finally {
            statements.noteWrite(organizationId);
        }
    }

    private Answer once(UUID organizationId, String operation, String key, Object request, Supplier<Created> action) {
        var hash = Sha256.of(json.bytes(request));
        var stored = keys.find(organizationId, key);
        if (stored.isPresent() && !stored.get().isExpired()) {
            return replay(stored.get(), operation, hash);
        }
        return statements.inTransaction(() -> {
            if (stored.isPresent()) {
                keys.deleteExpired(organizationId, List.of(key));
            }
            if (!claim(organizationId, key, operation, hash)) {
                return replay(
                        keys.find(organizationId, key).orElseThrow(Problems::idempotencyKeyInUse), operation, hash);
            }
            var answer = carryOut(action);
            keys.store(organizationId, key, answer);
            return answer;
        });
    }

    private boolean claim(UUID organizationId, String key, String operation, byte[] hash) {
        try {
            return keys.claim(organizationId, key, operation, hash);
        } catch (DatabaseException failed) {
            throw failed.isLockTimeout() ? Problems.idempotencyKeyInUse() : failed;
        }
    }

    private static Answer replay(IdempotencyKeyRow stored, String operation, byte[] hash) {
        if (!stored.isOf(operation, hash)) {
            throw Problems.idempotencyKeyReused();
        }
        return stored.toAnswer();
    }

    private Answer carryOut(Supplier<Created> action) {
        var current = meta.current();
        try {
            var created = action.get();
            return new Answer(
                    HttpStatus.CREATED.getCode(),
                    created.location(),
                    current.getRequestId(),
                    json.bytes(created.document()),
                    false);
        } catch (ProblemException problem) {
            if (problem.type().status() != HttpStatus.CONFLICT.getCode()) {
                throw problem;
            }
            return new Answer(
                    problem.type().status(),
                    null,
                    current.getRequestId(),
                    json.bytes(problem.document(current)),
                    false);
        }
    }
}
