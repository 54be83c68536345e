package app.inboundflow.server.auth;

import app.inboundflow.server.database.AcrossOrganizations;
import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.RecordReader;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            SELECT key.*, organizations.name AS organization_name, organizations.plan
            FROM (SELECT %s, hash FROM api_keys WHERE hash = ANY(:hashes)) AS key
            JOIN organizations ON organizations.id = key.organization_id
            """.formatted(ROW.columns()));

    private static final SqlStatement TOUCH = SqlStatement.of("""
            UPDATE api_keys SET last_used_at = now()
            WHERE organization_id = :organization_id
              AND id = :id
              AND (last_used_at IS NULL OR last_used_at < now() - INTERVAL '10 minutes')
            """);

    private static final SqlStatement REVOKE =
            SqlStatement.of("UPDATE api_keys SET revoked_at = now() WHERE id = :id AND revoked_at IS NULL");

    private static final SqlStatement FIND_ID = SqlStatement.of("SELECT id FROM api_keys WHERE id = :id");

    private final Statements statements;

    ApiKeyRepository(Statements statements) {
        this.statements = statements;
    }

    /** Stores a new key. */
    void insert(
            UUID organizationId,
            UUID id,
            String name,
            String prefix,
            byte[] hash,
            List<String> scopes,
            int requestsPerMinute,
            @Nullable OffsetDateTime expiresAt) {
        statements.update(
                INSERT,
                Parameters.of("organization_id", organizationId)
                        .and("id", id)
                        .and("name", name)
                        .and("prefix", prefix)
                        .and("hash", hash)
                        .and("scopes", scopes.toArray(String[]::new))
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
        return findByHashes(hash).values().stream().map(KeyLookup::key).findFirst();
    }

    /** The keys with these hashes, valid or not; a hash that no key has is not among them. */
    @AcrossOrganizations("the keys are what tells the organizations")
    Map<ByteBuffer, KeyLookup> findByHashes(byte[]... hashes) {
        var found = new HashMap<ByteBuffer, KeyLookup>();
        statements.list(FIND_BY_HASH, Parameters.of("hashes", hashes), row -> {
            var key = ROW.read(row);
            var client = new ApiClient(
                    key.id(),
                    key.organizationId(),
                    row.getString("organization_name"),
                    row.getString("plan"),
                    key.scopes());
            return found.put(ByteBuffer.wrap(row.getBytes("hash")), new KeyLookup(key, client));
        });
        return found;
    }

    /** Notes that a key is in use, coarsely: at most one write for a key in ten minutes. */
    void touch(UUID organizationId, UUID id) {
        statements.update(
                TOUCH, Parameters.of("organization_id", organizationId).and("id", id));
    }

    /**
     * Revokes a key for good; one that is revoked already stays as it is.
     *
     * @return whether there is such a key
     */
    @AcrossOrganizations("an operator revokes a key by its id alone, when there is no time to lose")
    public boolean revoke(UUID id) {
        return statements.update(REVOKE, Parameters.of("id", id)) > 0
                || statements.find(FIND_ID, Parameters.of("id", id), row -> id).isPresent();
    }
}
