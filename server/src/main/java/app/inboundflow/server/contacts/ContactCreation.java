package app.inboundflow.server.contacts;

import app.inboundflow.server.Sha256;
import app.inboundflow.server.api.model.ContactResponse;
import app.inboundflow.server.api.model.Meta;
import app.inboundflow.server.api.model.NewContact;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.micronaut.json.JsonMapper;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a contact and remembers the answer in one transaction: after a crash at any moment either both are there or
 * neither, so a repeated request never makes a second contact and never gets an answer that is not true.
 */
@Singleton
class ContactCreation {
    /** The status of an answer that carries a new contact. */
    static final int CREATED = 201;

    private final ContactRepository contacts;
    private final IdempotencyKeyRepository keys;
    private final JsonMapper json;

    ContactCreation(ContactRepository contacts, IdempotencyKeyRepository keys, JsonMapper json) {
        this.contacts = contacts;
        this.keys = keys;
        this.json = json;
    }

    /**
     * An answer as it goes out.
     *
     * @param location the path of the new contact; null when none was made
     */
    record Answer(int status, @Nullable String location, String requestId, byte[] body, boolean replayed) {}

    /** Makes a contact, or answers with the conflict. */
    Answer create(UUID organizationId, NewContact wanted, Meta meta) {
        var made = contacts.insert(organizationId, UUID.randomUUID(), wanted);
        if (made.isPresent()) {
            var location = "/v1/contacts/" + made.get().id();
            var body = bytes(new ContactResponse(made.get().toApi(), meta));
            return new Answer(CREATED, location, meta.getRequestId(), body, false);
        }
        var existing = contacts.findIdByPhone(organizationId, wanted.getPhone()).orElseThrow();
        var conflict = Problems.contactExists(wanted.getPhone(), existing);
        var body = bytes(conflict.document(meta));
        return new Answer(conflict.type().status(), null, meta.getRequestId(), body, false);
    }

    /**
     * Makes a contact once for an idempotency key, or replays the answer that the key got first.
     *
     * @throws ProblemException when the key is in use, or was used for a request that said something else
     */
    @Transactional
    Answer createOnce(UUID organizationId, NewContact wanted, String key, Meta meta) {
        if (!keys.claim(organizationId, key)) {
            throw Problems.idempotencyKeyInUse();
        }
        var hash = Sha256.of(bytes(wanted));
        var stored = keys.find(organizationId, key).orElse(null);
        if (stored == null) {
            keys.deleteExpired(organizationId);
            var answer = create(organizationId, wanted, meta);
            keys.insert(organizationId, key, hash, answer.status, answer.location, answer.requestId, answer.body);
            return answer;
        }
        if (!MessageDigest.isEqual(hash, stored.requestHash())) {
            throw Problems.idempotencyKeyReused();
        }
        return new Answer(stored.status(), stored.location(), stored.requestId(), stored.body(), true);
    }

    private byte[] bytes(Object document) {
        try {
            return json.writeValueAsBytes(document);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a generated model is always JSON", impossible);
        }
    }
}
