package app.inboundflow.server.idempotency;

import app.inboundflow.server.database.AcrossOrganizations;
import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.RecordReader;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import io.micronaut.core.annotation.Introspected;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where the answers that an Idempotency-Key replays are stored, for 24 hours. */
@Singleton
class IdempotencyKeyRepository {
    private static final RecordReader<IdempotencyKeyRow> ROW = RecordReader.of(IdempotencyKeyRow.class);

    private static final SqlStatement FIND = SqlStatement.of("""
            SELECT operation, request_hash, status, location, request_id, body,
                   created_at <= now() - INTERVAL '24 hours' AS is_expired
            FROM idempotency_keys
            WHERE organization_id = :organization_id AND key = :key
            """);

    // Whoever waits for a row to be committed waits no longer than this.
    private static final SqlStatement LIMIT_WAITING = SqlStatement.of("SET LOCAL lock_timeout = '1s'");

    private static final SqlStatement CLAIM = SqlStatement.of("""
            INSERT INTO idempotency_keys (organization_id, key, operation, request_hash)
            VALUES (:organization_id, :key, :operation, :request_hash)
            ON CONFLICT (organization_id, key) DO NOTHING
            """);

    private static final SqlStatement STORE = SqlStatement.of("""
            UPDATE idempotency_keys
            SET status = :status, location = :location, request_id = :request_id, body = :body
            WHERE organization_id = :organization_id AND key = :key
            """);

    private static final SqlStatement LIST_EXPIRED = SqlStatement.of("""
            SELECT organization_id, key
            FROM idempotency_keys
            WHERE created_at <= now() - INTERVAL '24 hours'
            ORDER BY created_at
            LIMIT :limit
            """);

    private static final SqlStatement DELETE_EXPIRED = SqlStatement.of("""
            DELETE FROM idempotency_keys
            WHERE organization_id = :organization_id
              AND key = ANY (:keys)
              AND created_at <= now() - INTERVAL '24 hours'
            """);

    private final Statements statements;

    IdempotencyKeyRepository(Statements statements) {
        this.statements = statements;
    }

    /** A key as a list of expired ones names it. */
    @Introspected
    record Key(UUID organizationId, String key) {
        private static final RecordReader<Key> READER = RecordReader.of(Key.class);
    }

    /** The answer that was stored for a key. */
    Optional<IdempotencyKeyRow> find(UUID organizationId, String key) {
        return statements.find(
                FIND, Parameters.of("organization_id", organizationId).and("key", key), ROW);
    }

    /**
     * Claims a key for this transaction, whose commit makes claim and answer visible together; waits up to a second for
     * another that has claimed it to end.
     *
     * @return false when the other has stored its answer
     * @throws app.inboundflow.server.database.DatabaseException when the other is still running
     */
    boolean claim(UUID organizationId, String key, String operation, byte[] requestHash) {
        statements.update(LIMIT_WAITING, Parameters.none());
        var claimed = statements.update(
                CLAIM,
                Parameters.of("organization_id", organizationId)
                        .and("key", key)
                        .and("operation", operation)
                        .and("request_hash", requestHash));
        return claimed > 0;
    }

    /** Stores the answer for a key that this transaction has claimed. */
    void store(UUID organizationId, String key, Answer answer) {
        statements.update(
                STORE,
                Parameters.of("organization_id", organizationId)
                        .and("key", key)
                        .and("status", answer.status())
                        .and("location", answer.location())
                        .and("request_id", answer.requestId())
                        .and("body", answer.body()));
    }

    /** The oldest keys that are older than 24 hours, at most as many as asked for. */
    @AcrossOrganizations("organizations that are idle have expired keys, too")
    List<Key> listExpired(int limit) {
        return statements.list(LIST_EXPIRED, Parameters.of("limit", limit), Key.READER);
    }

    /** Deletes those of the keys that are older than 24 hours; says how many. */
    int deleteExpired(UUID organizationId, List<String> keys) {
        return statements.update(
                DELETE_EXPIRED,
                Parameters.of("organization_id", organizationId).and("keys", keys.toArray(String[]::new)));
    }
}
