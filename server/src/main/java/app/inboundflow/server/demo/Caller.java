package app.inboundflow.server.demo;

import app.inboundflow.server.api.model.Contact;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person with a number, and what the calls so far made of the contact. */
final class Caller {
    final Person person;
    final @Nullable String phone;
    final @Nullable UUID contactId;
    private final @Nullable Instant importedAt;
    private int calls;
    private @Nullable Instant firstCallAt;
    private @Nullable Instant lastCallAt;
    private @Nullable Instant lastCallEndedAt;

    /**
     * @param phone null when it is withheld
     * @param contactId null when the shop keeps no contact
     * @param importedAt null when the first call makes the contact
     */
    Caller(Person person, @Nullable String phone, @Nullable UUID contactId, @Nullable Instant importedAt) {
        this.person = person;
        this.phone = phone;
        this.contactId = contactId;
        this.importedAt = importedAt;
    }

    /** Whether the assistant knows by the number who calls. */
    boolean isKnown() {
        return contactId != null && person.name() != null && (importedAt != null || calls > 0);
    }

    boolean isFirstCall() {
        return calls == 0;
    }

    /** When the last call ended; nothing before the first. */
    @Nullable Instant lastCallEndedAt() {
        return lastCallEndedAt;
    }

    void called(Instant start, Instant end) {
        if (firstCallAt == null) {
            firstCallAt = start;
        }
        calls++;
        lastCallAt = start;
        lastCallEndedAt = end;
    }

    /** The contact as the calls left it; null when there is none. */
    @Nullable Contact contact() {
        var createdAt = importedAt == null ? firstCallAt : importedAt;
        if (contactId == null || phone == null || createdAt == null) {
            return null;
        }
        return new Contact(
                contactId,
                phone,
                person.name(),
                person.email(),
                person.company(),
                importedAt == null ? "inbound_call" : "api",
                calls,
                lastCallAt == null ? null : lastCallAt.atOffset(ZoneOffset.UTC),
                person.notes(),
                createdAt.atOffset(ZoneOffset.UTC),
                (lastCallEndedAt == null ? createdAt : lastCallEndedAt).atOffset(ZoneOffset.UTC));
    }
}
