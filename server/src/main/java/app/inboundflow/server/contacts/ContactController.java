package app.inboundflow.server.contacts;

import app.inboundflow.server.api.ContactsApi;
import app.inboundflow.server.api.model.ContactList;
import app.inboundflow.server.api.model.ContactResponse;
import app.inboundflow.server.api.model.NewContact;
import app.inboundflow.server.auth.ApiClient;
import app.inboundflow.server.http.ResponseMeta;
import app.inboundflow.server.idempotency.Created;
import app.inboundflow.server.idempotency.Idempotency;
import app.inboundflow.server.problem.Problems;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers for contacts. */
@Controller
class ContactController implements ContactsApi {
    private final ContactRepository contacts;
    private final ContactCreation creation;
    private final Idempotency idempotency;
    private final ResponseMeta meta;

    ContactController(
            ContactRepository contacts, ContactCreation creation, Idempotency idempotency, ResponseMeta meta) {
        this.contacts = contacts;
        this.creation = creation;
        this.idempotency = idempotency;
        this.meta = meta;
    }

    @Override
    public ContactList listContacts(
            Integer limit, @Nullable String cursor, @Nullable OffsetDateTime since, @Nullable String phone) {
        var page = contacts.list(ApiClient.current().organizationId(), limit, cursor, since, phone);
        return new ContactList(page.items(), page.hasMore(), page.nextCursor(), meta.current());
    }

    @Override
    public ContactResponse getContact(UUID contactId) {
        return contacts.find(ApiClient.current().organizationId(), contactId)
                .map(contact -> new ContactResponse(contact, meta.current()))
                .orElseThrow(() -> Problems.notFound("contact"));
    }

    @Override
    public HttpResponse<ContactResponse> createContact(NewContact newContact, @Nullable String idempotencyKey) {
        var organizationId = ApiClient.current().organizationId();
        return idempotency.answer(organizationId, "createContact", idempotencyKey, newContact, () -> {
            var contact = creation.create(organizationId, newContact);
            return new Created("/v1/contacts/" + contact.getId(), new ContactResponse(contact, meta.current()));
        });
    }
}
