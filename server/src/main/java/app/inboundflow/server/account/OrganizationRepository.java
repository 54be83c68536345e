package app.inboundflow.server.account;

import app.inboundflow.server.database.AcrossOrganizations;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where organizations are stored. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface OrganizationRepository extends GenericRepository<OrganizationRow, UUID> {

    /** Stores a new organization. */
    @Query("INSERT INTO organizations (id, name, plan) VALUES (:organizationId, :name, :plan)")
    void insert(UUID organizationId, String name, String plan);

    /** One organization. */
    @Query("SELECT id, name, plan, created_at FROM organizations WHERE id = :organizationId")
    Optional<OrganizationRow> find(UUID organizationId);

    /** All organizations, oldest first. */
    @AcrossOrganizations("an operator lists them all")
    @Query("SELECT id, name, plan, created_at FROM organizations ORDER BY created_at, id")
    List<OrganizationRow> list();
}
