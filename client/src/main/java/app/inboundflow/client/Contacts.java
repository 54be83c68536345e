package app.inboundflow.client;

import app.inboundflow.client.model.Contact;
import app.inboundflow.client.model.ContactList;
import app.inboundflow.client.model.ContactResponse;
import app.inboundflow.client.model.NewContact;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The people who call, one contact for each phone number: {@code client.contacts()}. */
public final class Contacts {
    private final Engine engine;

    Contacts(Engine engine) {
        this.engine = engine;
    }

    private static Listing<ContactList, Contact> listing(Engine engine) {
        return new Listing<>(
                engine,
                "/v1/contacts",
                ContactList.class,
                ContactList::getData,
                ContactList::getHasMore,
                ContactList::getNextCursor,
                ContactList::getMeta,
                Contact::getId,
                Contact::getCreatedAt);
    }

    /** {@return the newest contacts, 100 to a page; {@link Page#all} reads on} */
    public Page<Contact> list() {
        return list(new ListContactsParameters());
    }

    /**
     * Contacts, the most recently created first.
     *
     * @param parameters the filters, and where to begin
     * @return one page; {@link Page#all} reads on
     * @throws InvalidRequestException when a parameter breaks a rule, such as a limit over 100
     */
    public Page<Contact> list(ListContactsParameters parameters) {
        return listing(engine).page(parameters.values);
    }

    /**
     * One contact.
     *
     * @param id the contact's id
     * @return the contact
     * @throws NotFoundException when your organization has no such contact
     */
    public Contact get(UUID id) {
        Objects.requireNonNull(id, "id");
        return engine.call(
                Request.get("/v1/contacts/{contact_id}", id), ContactResponse.class, ContactResponse::getData);
    }

    /**
     * Creates a contact. Every request has a random {@code Idempotency-Key}, which stays the same when it is repeated, so an
     * answer that was lost on the way never creates a second contact.
     *
     * @param contact the new contact; its phone number is required
     * @return the contact as it was stored
     * @throws ConflictException when your organization already has a contact with this phone number, and which
     * @throws InvalidRequestException when a property breaks a rule
     */
    public Contact create(NewContact contact) {
        return create(contact, UUID.randomUUID().toString());
    }

    /**
     * Creates a contact with your own {@code Idempotency-Key}, so that another process can repeat the request too.
     *
     * @param contact the new contact; its phone number is required
     * @param idempotencyKey 1 to 255 visible ASCII characters; for 24 hours the same key and contact get the first answer again
     * @return the contact as it was stored
     * @throws ConflictException when your organization already has a contact with this phone number, and which
     * @throws InvalidRequestException when a property breaks a rule, or the key came with another contact before (422)
     */
    public Contact create(NewContact contact, String idempotencyKey) {
        return engine.call(creation(contact, idempotencyKey), ContactResponse.class, ContactResponse::getData);
    }

    private static Request creation(NewContact contact, String idempotencyKey) {
        Objects.requireNonNull(contact, "contact");
        if (!idempotencyKey.matches("[!-~]{1,255}")) {
            throw new IllegalArgumentException("idempotencyKey must be 1 to 255 visible ASCII characters");
        }
        return Request.post("/v1/contacts", contact, idempotencyKey);
    }

    /**
     * Reads all contacts that are new since a mark, for years: {@link Sync} says how.
     *
     * @param mark where to begin: {@link SyncMark#beginning}, {@link SyncMark#since}, or a mark that was saved
     * @return batches of new contacts, each with the mark to save after it
     */
    public Sync<Contact> sync(SyncMark mark) {
        return new Sync<>(listing(engine), mark);
    }

    /** The same without blocking: {@code client.async().contacts()}. */
    public static final class Async {
        private final Engine engine;

        Async(Engine engine) {
            this.engine = engine;
        }

        /** {@return what {@link Contacts#list()} does} */
        public CompletableFuture<Page<Contact>> list() {
            return list(new ListContactsParameters());
        }

        /**
         * {@return what {@link Contacts#list(ListContactsParameters)} does}
         *
         * @param parameters the filters, and where to begin
         */
        public CompletableFuture<Page<Contact>> list(ListContactsParameters parameters) {
            return listing(engine).pageAsync(parameters.values);
        }

        /**
         * {@return what {@link Contacts#get} does}
         *
         * @param id the contact's id
         */
        public CompletableFuture<Contact> get(UUID id) {
            Objects.requireNonNull(id, "id");
            return engine.callAsync(
                    Request.get("/v1/contacts/{contact_id}", id), ContactResponse.class, ContactResponse::getData);
        }

        /**
         * {@return what {@link Contacts#create(NewContact)} does}
         *
         * @param contact the new contact
         */
        public CompletableFuture<Contact> create(NewContact contact) {
            return create(contact, UUID.randomUUID().toString());
        }

        /**
         * {@return what {@link Contacts#create(NewContact, String)} does}
         *
         * @param contact the new contact
         * @param idempotencyKey 1 to 255 visible ASCII characters
         */
        public CompletableFuture<Contact> create(NewContact contact, String idempotencyKey) {
            return engine.callAsync(creation(contact, idempotencyKey), ContactResponse.class, ContactResponse::getData);
        }
    }
}
