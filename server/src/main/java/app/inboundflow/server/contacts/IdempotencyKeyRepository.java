package app.inboundflow.server.contacts;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the answers that an Idempotency-Key replays are stored, for 24 hours. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface IdempotencyKeyRepository extends GenericRepository<StoredAnswer, String> {

    /** Claims a key until the end of the transaction; false when a request that has claimed it is still running. */
    @Query("SELECT pg_try_advisory_xact_lock(hashtextextended(CAST(:organizationId AS text) || ' ' || :key, 0))")
    boolean claim(UUID organizationId, String key);

    /** The answer that a key replays. */
    @Query("""
            SELECT key, request_hash, status, location, request_id, body
            FROM idempotency_keys
            WHERE organization_id = :organizationId AND key = :key AND created_at > now() - INTERVAL '24 hours'
            """)
    Optional<StoredAnswer> find(UUID organizationId, String key);

    /** Forgets what is older than 24 hours. */
    @Query("""
            DELETE FROM idempotency_keys
            WHERE organization_id = :organizationId AND created_at <= now() - INTERVAL '24 hours'
            """)
    void deleteExpired(UUID organizationId);

    /** Stores the answer that a key will replay. */
    @Query("""
            INSERT INTO idempotency_keys (organization_id, key, request_hash, status, location, request_id, body)
            VALUES (:organizationId, :key, :requestHash, :status, :location, :requestId, :body)
            """)
    void insert(
            UUID organizationId,
            String key,
            byte[] requestHash,
            int status,
            @Nullable String location,
            String requestId,
            byte[] body);
}
