package app.inboundflow.server.contacts;

import app.inboundflow.server.api.ContactsApi;
import app.inboundflow.server.api.model.ContactList;
import app.inboundflow.server.api.model.ContactResponse;
import app.inboundflow.server.api.model.NewContact;
import app.inboundflow.server.auth.ApiClient;
import app.inboundflow.server.http.ProblemRenderer;
import app.inboundflow.server.http.ResponseMeta;
import app.inboundflow.server.problem.Problems;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers for contacts. */
@Controller
class ContactController implements ContactsApi {
    private final ContactRepository contacts;
    private final ContactCreation creation;
    private final ResponseMeta meta;

    ContactController(ContactRepository contacts, ContactCreation creation, ResponseMeta meta) {
        this.contacts = contacts;
        this.creation = creation;
        this.meta = meta;
    }

    @Override
    public ContactList listContacts(
            Integer limit, @Nullable String cursor, @Nullable OffsetDateTime since, @Nullable String phone) {
        var page = contacts.list(ApiClient.current().organizationId(), limit, cursor, since, phone)
                .map(ContactRow::toApi);
        return new ContactList(page.items(), page.hasMore(), page.nextCursor(), meta.current());
    }

    @Override
    public ContactResponse getContact(UUID contactId) {
        return contacts.find(ApiClient.current().organizationId(), contactId)
                .map(contact -> new ContactResponse(contact.toApi(), meta.current()))
                .orElseThrow(() -> Problems.notFound("contact"));
    }

    @Override
    @SuppressWarnings("unchecked") // the answer is sent as the very bytes that a repetition will replay
    public HttpResponse<ContactResponse> createContact(NewContact newContact, @Nullable String idempotencyKey) {
        var organizationId = ApiClient.current().organizationId();
        var answer = idempotencyKey == null
                ? creation.create(organizationId, newContact, meta.current())
                : creation.createOnce(organizationId, newContact, idempotencyKey, meta.current());
        return (HttpResponse<ContactResponse>) (HttpResponse<?>) response(answer);
    }

    private static HttpResponse<byte[]> response(ContactCreation.Answer answer) {
        var response = HttpResponse.status(HttpStatus.valueOf(answer.status()))
                .body(answer.body())
                .contentType(
                        answer.status() == ContactCreation.CREATED
                                ? MediaType.APPLICATION_JSON
                                : ProblemRenderer.MEDIA_TYPE)
                .header("X-Request-Id", answer.requestId());
        if (answer.location() != null) {
            response.header("Location", answer.location());
        }
        if (answer.replayed()) {
            response.header("Idempotency-Replayed", "true");
        }
        return response;
    }
}
