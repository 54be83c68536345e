package app.inboundflow.server.contacts;

import app.inboundflow.server.api.model.Contact;
import app.inboundflow.server.api.model.NewContact;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Makes contacts; a phone number has one contact in an organization. */
@Singleton
class ContactCreation {
    private static final int MOST_TRIES = 3;
    private static final int RETRY_AFTER_SECONDS = 1;

    private final ContactRepository contacts;

    ContactCreation(ContactRepository contacts) {
        this.contacts = contacts;
    }

    /**
     * Makes a contact.
     *
     * @throws ProblemException a 409 that names the contact which has the phone number already
     */
    Contact create(UUID organizationId, NewContact wanted) {
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            var made = contacts.insert(organizationId, UUID.randomUUID(), wanted);
            if (made.isPresent()) {
                return made.get();
            }
            var existing = contacts.findIdByPhone(organizationId, wanted.getPhone());
            if (existing.isPresent()) {
                throw Problems.contactExists(wanted.getPhone(), existing.get());
            }
            // An import gave the contact in the way another number between the two statements.
        }
        throw Problems.serviceUnavailable("An import changes this phone number.", RETRY_AFTER_SECONDS);
    }
}
