package app.inboundflow.server.auth;

import app.inboundflow.server.database.AcrossOrganizations;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.DataType;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where API keys are stored, by their hash. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ApiKeyRepository extends GenericRepository<ApiKeyRow, UUID> {

    /** Stores a new key. */
    @Query("""
            INSERT INTO api_keys
                (id, organization_id, name, prefix, hash, scopes, requests_per_minute, created_at, expires_at)
            VALUES (:id, :organizationId, :name, :prefix, :hash, :scopes, :requestsPerMinute, now(), :expiresAt)
            """)
    void insert(
            UUID organizationId,
            UUID id,
            String name,
            String prefix,
            byte[] hash,
            @TypeDef(type = DataType.STRING_ARRAY) String[] scopes,
            int requestsPerMinute,
            @Nullable OffsetDateTime expiresAt);

    /** The keys of an organization, oldest first. */
    @Query("""
            SELECT id, organization_id, name, prefix, scopes, requests_per_minute,
                   created_at, last_used_at, expires_at, revoked_at
            FROM api_keys
            WHERE organization_id = :organizationId
            ORDER BY created_at, id
            """)
    List<ApiKeyRow> list(UUID organizationId);

    /** The key with this hash, valid or not. */
    @AcrossOrganizations("the key is what tells the organization")
    @Query("""
            SELECT id, organization_id, name, prefix, scopes, requests_per_minute,
                   created_at, last_used_at, expires_at, revoked_at
            FROM api_keys
            WHERE hash = :hash
            """)
    Optional<ApiKeyRow> findByHash(byte[] hash);

    /** Notes that a key is in use, coarsely: at most one write for a key in ten minutes. */
    @Query("""
            UPDATE api_keys SET last_used_at = now()
            WHERE organization_id = :organizationId
              AND id = :id
              AND (last_used_at IS NULL OR last_used_at < now() - INTERVAL '10 minutes')
            """)
    void touch(UUID organizationId, UUID id);

    /** Revokes a key, once and for all; says how many there were to revoke, 0 or 1. */
    @AcrossOrganizations("an operator revokes a key by its id alone, when there is no time to lose")
    @Query("UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE id = :id")
    int revoke(UUID id);
}
