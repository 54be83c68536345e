package app.inboundflow.client;

import app.inboundflow.client.model.Contact;
import app.inboundflow.client.model.ContactList;
import app.inboundflow.client.model.ContactResponse;
import app.inboundflow.client.model.NewContact;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The people behind the phone numbers, one contact for each number: {@code client.contacts()}. */
public final class Contacts {
    private final Async async;

    Contacts(Async async) {
        this.async = async;
    }

    /** The newest contacts, 50 to a page; {@link Page#all} reads on. */
    public Page<Contact> list() {
        return list(new ListContactsParameters());
    }

    /**
     * Contacts, the most recently created first.
     *
     * @throws InvalidRequestException when a parameter breaks a rule, such as a limit over 100
     */
    public Page<Contact> list(ListContactsParameters parameters) {
        return Engine.await(async.list(parameters));
    }

    /**
     * One contact.
     *
     * @throws NotFoundException when your organization has no such contact
     */
    public Contact get(UUID id) {
        return Engine.await(async.get(id));
    }

    /**
     * Makes a contact. A random {@code Idempotency-Key} goes with it and stays the same when the request is repeated, so an
     * answer that was lost on the way never makes a second contact.
     *
     * @throws ConflictException when your organization already has a contact with this phone number, and which
     * @throws InvalidRequestException when a property breaks a rule
     */
    public Contact create(NewContact contact) {
        return Engine.await(async.create(contact));
    }

    /**
     * Makes a contact under an {@code Idempotency-Key} of your own, for repetitions that outlive this process.
     *
     * @param idempotencyKey 1 to 255 visible ASCII characters; for 24 hours the same key and contact get the first answer again
     * @throws ConflictException when your organization already has a contact with this phone number, and which
     * @throws InvalidRequestException when a property breaks a rule, or the key came with another contact before (422)
     */
    public Contact create(NewContact contact, String idempotencyKey) {
        return Engine.await(async.create(contact, idempotencyKey));
    }

    /** The same without blocking: {@code client.async().contacts()}. */
    public static final class Async {
        private final Engine engine;

        Async(Engine engine) {
            this.engine = engine;
        }

        /** See {@link Contacts#list()}. */
        public CompletableFuture<Page<Contact>> list() {
            return list(new ListContactsParameters());
        }

        /** See {@link Contacts#list(ListContactsParameters)}. */
        public CompletableFuture<Page<Contact>> list(ListContactsParameters p) {
            return engine.page(
                    () -> engine.contacts.listContacts(p.paging.limit(), p.paging.cursor(), p.paging.since(), p.phone),
                    ContactList::getData,
                    ContactList::getNextCursor,
                    cursor -> list(p.cursor(cursor)));
        }

        /** See {@link Contacts#get}. */
        public CompletableFuture<Contact> get(UUID id) {
            Objects.requireNonNull(id, "id");
            return engine.call(() -> engine.contacts.getContact(id), ContactResponse::getData);
        }

        /** See {@link Contacts#create(NewContact)}. */
        public CompletableFuture<Contact> create(NewContact contact) {
            return create(contact, UUID.randomUUID().toString());
        }

        /** See {@link Contacts#create(NewContact, String)}. */
        public CompletableFuture<Contact> create(NewContact contact, String idempotencyKey) {
            Objects.requireNonNull(contact, "contact");
            if (!idempotencyKey.matches("[!-~]{1,255}")) {
                throw new IllegalArgumentException("idempotencyKey must be 1 to 255 visible ASCII characters");
            }
            return engine.call(() -> engine.contacts.createContact(contact, idempotencyKey), ContactResponse::getData);
        }
    }
}
