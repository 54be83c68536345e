package app.inboundflow.server.contacts;

import app.inboundflow.server.api.model.NewContact;
import app.inboundflow.server.database.Statements;
import app.inboundflow.server.paging.Page;
import app.inboundflow.server.paging.PageReader;
import app.inboundflow.server.paging.PageRequest;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where contacts are stored. */
@Singleton
public class ContactRepository {
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

    private static final String FIND = """
            SELECT id, phone, name, email, company, source, total_calls, last_call_at, notes, created_at, updated_at
            FROM contacts
            WHERE organization_id = :organization_id AND id = :id
            """;

    private static final String FIND_ID_BY_PHONE =
            "SELECT id FROM contacts WHERE organization_id = :organization_id AND phone = :phone";

    private static final String INSERT = """
            INSERT INTO contacts (organization_id, id, phone, name, email, company, source, total_calls, notes,
                                  created_at, updated_at)
            VALUES (:organization_id, :id, :phone, :name, :email, :company, 'api', 0, :notes, now(), now())
            ON CONFLICT (organization_id, phone) DO NOTHING
            RETURNING id, phone, name, email, company, source, total_calls, last_call_at, notes, created_at, updated_at
            """;

    private final PageReader pages;
    private final Statements statements;

    ContactRepository(PageReader pages, Statements statements) {
        this.pages = pages;
        this.statements = statements;
    }

    /** One page of an organization's contacts. */
    Page<ContactRow> list(UUID organizationId, PageRequest request) {
        return pages.read(LIST, organizationId, request, ContactRow::read);
    }

    /** One contact. */
    Optional<ContactRow> find(UUID organizationId, UUID id) {
        return statements.find(FIND, Map.of("organization_id", organizationId, "id", id), ContactRow::read);
    }

    /** The id of the contact that has a phone number. */
    public Optional<UUID> findIdByPhone(UUID organizationId, String phone) {
        return statements.find(
                FIND_ID_BY_PHONE,
                Map.of("organization_id", organizationId, "phone", phone),
                row -> row.getObject("id", UUID.class));
    }

    /** Stores a contact made by the API; nothing when the organization has the phone number already. */
    Optional<ContactRow> insert(UUID organizationId, UUID id, NewContact contact) {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("organization_id", organizationId);
        parameters.put("id", id);
        parameters.put("phone", contact.getPhone());
        parameters.put("name", contact.getName());
        parameters.put("email", contact.getEmail());
        parameters.put("company", contact.getCompany());
        parameters.put("notes", contact.getNotes());
        return statements.find(INSERT, parameters, ContactRow::read);
    }
}
