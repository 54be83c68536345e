package app.inboundflow.server.contacts;

import app.inboundflow.server.api.model.Contact;
import app.inboundflow.server.paging.PageRow;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored contact. */
@MappedEntity("contacts")
public record ContactRow(
        @Id UUID id,
        String phone,
        @Nullable String name,
        @Nullable String email,
        @Nullable String company,
        String source,
        int totalCalls,
        @Nullable OffsetDateTime lastCallAt,
        @Nullable String notes,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt)
        implements PageRow {

    /** As the API shows it. */
    public Contact toApi() {
        return new Contact(
                id, phone, name, email, company, source, totalCalls, lastCallAt, notes, createdAt, updatedAt);
    }
}
