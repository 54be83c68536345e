package app.inboundflow.server.privacy;

import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Calls that were created before a moment. */
@Singleton
class ExpiredCallRepository {
    /** How many calls are deleted at a time. */
    static final int BATCH = 200;

    private static final SqlStatement COUNT = SqlStatement.of(
            "SELECT count(*) AS calls FROM calls WHERE organization_id = :organization_id AND created_at < :before");

    // Written out, so that the planner knows how few there are. Messages go with their call.
    private static final SqlStatement DELETE = SqlStatement.of("""
            WITH expired AS MATERIALIZED (
                SELECT id FROM calls
                WHERE organization_id = :organization_id AND created_at < :before
                ORDER BY created_at, id
                LIMIT %d
            ), leads_without_call AS (
                UPDATE leads SET call_log_id = NULL, updated_at = now()
                WHERE organization_id = :organization_id AND call_log_id IN (SELECT id FROM expired)
            ), appointments_without_call AS (
                UPDATE appointments SET call_log_id = NULL, updated_at = now()
                WHERE organization_id = :organization_id AND call_log_id IN (SELECT id FROM expired)
            )
            DELETE FROM calls WHERE organization_id = :organization_id AND id IN (SELECT id FROM expired)
            """.formatted(BATCH));

    private final Statements statements;

    ExpiredCallRepository(Statements statements) {
        this.statements = statements;
    }

    /** How many there are. */
    int count(UUID organizationId, OffsetDateTime before) {
        return statements
                .find(COUNT, parameters(organizationId, before), row -> row.getInt("calls"))
                .orElseThrow();
    }

    /**
     * Deletes the oldest of them, at most {@link #BATCH}, with their messages; leads and appointments that come from them stay,
     * without the reference.
     *
     * @return how many
     */
    int delete(UUID organizationId, OffsetDateTime before) {
        return statements.update(DELETE, parameters(organizationId, before));
    }

    private static Parameters parameters(UUID organizationId, OffsetDateTime before) {
        return Parameters.of("organization_id", organizationId).and("before", before);
    }
}
