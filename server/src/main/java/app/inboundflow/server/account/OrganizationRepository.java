package app.inboundflow.server.account;

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
import org.jspecify.annotations.Nullable;

/** Where organizations are stored. */
@Singleton
public class OrganizationRepository {
    private static final RecordReader<OrganizationRow> ROW = RecordReader.of(OrganizationRow.class);

    private static final SqlStatement INSERT = SqlStatement.of("""
            INSERT INTO organizations (id, name, plan) VALUES (:organization_id, :name, :plan)
            ON CONFLICT (id) DO NOTHING
            """);

    private static final SqlStatement FIND =
            SqlStatement.of("SELECT %s FROM organizations WHERE id = :organization_id".formatted(ROW.columns()));

    private static final SqlStatement LIST =
            SqlStatement.of("SELECT %s FROM organizations ORDER BY created_at, id".formatted(ROW.columns()));

    private static final SqlStatement SET_RETENTION =
            SqlStatement.of("UPDATE organizations SET retention_days = :days WHERE id = :organization_id");

    private static final SqlStatement LIST_RETAINING = SqlStatement.of("""
            SELECT id, retention_days AS days FROM organizations WHERE retention_days IS NOT NULL ORDER BY id
            """);

    private final Statements statements;

    OrganizationRepository(Statements statements) {
        this.statements = statements;
    }

    /**
     * Stores a new organization. Waits while another transaction stores one with the same id.
     *
     * @return whether it is new; one that is there already stays as it is
     */
    public boolean insert(UUID organizationId, String name, String plan) {
        return statements.update(
                        INSERT,
                        Parameters.of("organization_id", organizationId)
                                .and("name", name)
                                .and("plan", plan))
                == 1;
    }

    /** One organization. */
    public Optional<OrganizationRow> find(UUID organizationId) {
        return statements.find(FIND, Parameters.of("organization_id", organizationId), ROW);
    }

    /** All organizations, oldest first. */
    @AcrossOrganizations("an operator lists them all")
    public List<OrganizationRow> list() {
        return statements.list(LIST, Parameters.none(), ROW);
    }

    /** An organization that keeps its calls for so many days only. */
    @Introspected
    public record Retaining(UUID id, int days) {
        private static final RecordReader<Retaining> READER = RecordReader.of(Retaining.class);
    }

    /**
     * Changes for how many days an organization's calls are kept.
     *
     * @param days 1 to 36500, or null to keep them for good
     */
    public void setRetention(UUID organizationId, @Nullable Integer days) {
        statements.update(
                SET_RETENTION, Parameters.of("organization_id", organizationId).and("days", days));
    }

    /** The organizations that do not keep their calls for good. */
    @AcrossOrganizations("a server deletes the expired calls of all of them")
    public List<Retaining> listRetaining() {
        return statements.list(LIST_RETAINING, Parameters.none(), Retaining.READER);
    }
}
