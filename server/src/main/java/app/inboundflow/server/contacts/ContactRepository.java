package app.inboundflow.server.contacts;

import app.inboundflow.server.api.model.Contact;
import app.inboundflow.server.api.model.NewContact;
import app.inboundflow.server.database.ModelRows;
import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import app.inboundflow.server.paging.Page;
import app.inboundflow.server.paging.PageReader;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where contacts are stored. */
@Singleton
public class ContactRepository {
    private static final ModelRows<Contact> ROWS = ModelRows.of(Contact.class);

    private static final SqlStatement LIST = SqlStatement.ofReplica("""
            SELECT %s
            FROM contacts
            WHERE organization_id = :organization_id
              AND created_at > :since -- if given
              AND phone = :phone -- if given
              AND (created_at, id) < (:after_created_at, :after_id) -- if given
            ORDER BY created_at DESC, id DESC
            LIMIT :limit
            """.formatted(ROWS.columns()));

    private static final SqlStatement FIND = SqlStatement.ofReplica("""
            SELECT %s
            FROM contacts
            WHERE organization_id = :organization_id AND id = :id
            """.formatted(ROWS.columns()));

    private static final SqlStatement FIND_ID_BY_PHONE =
            SqlStatement.of("SELECT id FROM contacts WHERE organization_id = :organization_id AND phone = :phone");

    private static final SqlStatement INSERT = SqlStatement.of("""
            INSERT INTO contacts
                (organization_id, id, phone, name, email, company, source, total_calls, notes, created_at, updated_at)
            VALUES (:organization_id, :id, :phone, :name, :email, :company, 'api', 0, :notes, now(), now())
            ON CONFLICT (organization_id, phone) DO NOTHING
            RETURNING %s
            """.formatted(ROWS.columns()));

    private final PageReader<Contact> pages;
    private final Statements statements;

    ContactRepository(Statements statements) {
        this.pages = new PageReader<>("contacts", ROWS, LIST, null, statements);
        this.statements = statements;
    }

    /** One page of an organization's contacts. */
    Page<Contact> list(
            UUID organizationId,
            int limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since,
            @Nullable String phone) {
        return pages.read(
                organizationId, limit, cursor, Parameters.of("since", since).and("phone", phone));
    }

    /** One contact. */
    Optional<Contact> find(UUID organizationId, UUID id) {
        return statements.find(
                FIND, Parameters.of("organization_id", organizationId).and("id", id), ROWS::read);
    }

    /** The id of the contact that has a phone number. */
    public Optional<UUID> findIdByPhone(UUID organizationId, String phone) {
        return statements.find(
                FIND_ID_BY_PHONE,
                Parameters.of("organization_id", organizationId).and("phone", phone),
                row -> row.getObject("id", UUID.class));
    }

    /** Stores a contact made by the API; nothing when the organization has the phone number already. */
    Optional<Contact> insert(UUID organizationId, UUID id, NewContact contact) {
        return statements.find(
                INSERT,
                Parameters.of("organization_id", organizationId)
                        .and("id", id)
                        .and("phone", contact.getPhone())
                        .and("name", contact.getName())
                        .and("email", contact.getEmail())
                        .and("company", contact.getCompany())
                        .and("notes", contact.getNotes()),
                ROWS::read);
    }
}
