package app.inboundflow.server.auth;

import app.inboundflow.server.database.AcrossOrganizations;
import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.RecordReader;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where API keys are stored, by their hash. */
@Singleton
public class ApiKeyRepository {
    private static final RecordReader<ApiKeyRow> ROW = RecordReader.of(ApiKeyRow.class);

    private static final SqlStatement INSERT = SqlStatement.of("""
            INSERT INTO api_keys
                (organization_id, id, name, prefix, hash, scopes, requests_per_minute, created_at, expires_at)
            VALUES (:organization_id, :id, :name, :prefix, :hash, :scopes, :requests_per_minute, now(), :expires_at)
            """);

    private static final SqlStatement LIST = SqlStatement.of("""
            SELECT %s
            FROM api_keys
            WHERE organization_id = :organization_id
            ORDER BY created_at, id
            """.formatted(ROW.columns()));

    private static final SqlStatement FIND_BY_HASH = SqlStatement.of("""
            SELECT %s
            FROM api_keys
            WHERE hash = :hash
            """.formatted(ROW.columns()));

    private static final SqlStatement TOUCH = SqlStatement.of("""
            UPDATE api_keys SET last_used_at = now()
            WHERE organization_id = :organization_id
              AND id = :id
              AND (last_used_at IS NULL OR last_used_at < now() - INTERVAL '10 minutes')
            """);

    private static final SqlStatement REVOKE =
            SqlStatement.of("UPDATE api_keys SET revoked_at = now() WHERE id = :id AND revoked_at IS NULL");

    private static final SqlStatement COUNT = SqlStatement.of("SELECT count(*) FROM api_keys WHERE id = :id");

    private final Statements statements;

    ApiKeyRepository(Statements statements) {
        this.statements = statements;
    }

    /** Stores a new key. */
    public void insert(
            UUID organizationId,
            UUID id,
            String name,
            String prefix,
            byte[] hash,
            String[] scopes,
            int requestsPerMinute,
            @Nullable OffsetDateTime expiresAt) {
        statements.update(
                INSERT,
                Parameters.of("organization_id", organizationId)
                        .and("id", id)
                        .and("name", name)
                        .and("prefix", prefix)
                        .and("hash", hash)
                        .and("scopes", scopes)
                        .and("requests_per_minute", requestsPerMinute)
                        .and("expires_at", expiresAt));
    }

    /** The keys of an organization, oldest first. */
    public List<ApiKeyRow> list(UUID organizationId) {
        return statements.list(LIST, Parameters.of("organization_id", organizationId), ROW);
    }

    /** The key with this hash, valid or not. */
    @AcrossOrganizations("the key is what tells the organization")
    public Optional<ApiKeyRow> findByHash(byte[] hash) {
        return statements.find(FIND_BY_HASH, Parameters.of("hash", hash), ROW);
    }

    /** Notes that a key is in use, coarsely: at most one write for a key in ten minutes. */
    void touch(UUID organizationId, UUID id) {
        statements.update(
                TOUCH, Parameters.of("organization_id", organizationId).and("id", id));
    }

    /** Revokes a key, once and for all; says how many there are with this id, 0 or 1. */
    @AcrossOrganizations("an operator revokes a key by its id alone, when there is no time to lose")
    public int revoke(UUID id) {
        var revoked = statements.update(REVOKE, Parameters.of("id", id));
        return revoked > 0
                ? revoked
                : statements
                        .find(COUNT, Parameters.of("id", id), row -> row.getInt(1))
                        .orElseThrow();
    }
}
