package app.inboundflow.server.contacts;

import app.inboundflow.server.paging.Page;
import app.inboundflow.server.paging.PageReader;
import app.inboundflow.server.paging.PageRequest;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where contacts are stored. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class ContactRepository implements GenericRepository<ContactRow, UUID> {
    private static final String LIST = """
            SELECT id, phone, name, email, company, source, total_calls, last_call_at, notes, created_at, updated_at
            FROM contacts
            WHERE organization_id = :organization_id
              AND created_at > :since
              AND phone = :phone
              AND (created_at, id) < (:after_created_at, :after_id)
            ORDER BY created_at DESC, id DESC
            LIMIT :limit
            """;

    private final PageReader pages;

    ContactRepository(PageReader pages) {
        this.pages = pages;
    }

    /** One page of an organization's contacts. */
    Page<ContactRow> list(UUID organizationId, PageRequest request) {
        return pages.read(LIST, organizationId, request, ContactRow.class);
    }

    /** One contact. */
    @Query("""
            SELECT id, phone, name, email, company, source, total_calls, last_call_at, notes, created_at, updated_at
            FROM contacts
            WHERE organization_id = :organizationId AND id = :id
            """)
    abstract Optional<ContactRow> find(UUID organizationId, UUID id);

    /** The id of the contact that has a phone number. */
    @Query("SELECT id FROM contacts WHERE organization_id = :organizationId AND phone = :phone")
    abstract Optional<UUID> findIdByPhone(UUID organizationId, String phone);

    /** Stores a contact made by the API; nothing when the organization has the phone number already. */
    @Query("""
            INSERT INTO contacts (organization_id, id, phone, name, email, company, source, total_calls, notes,
                                  created_at, updated_at)
            VALUES (:organizationId, :id, :phone, :name, :email, :company, 'api', 0, :notes, now(), now())
            ON CONFLICT (organization_id, phone) DO NOTHING
            RETURNING id, phone, name, email, company, source, total_calls, last_call_at, notes, created_at, updated_at
            """)
    abstract Optional<ContactRow> insert(
            UUID organizationId,
            UUID id,
            String phone,
            @Nullable String name,
            @Nullable String email,
            @Nullable String company,
            @Nullable String notes);
}
