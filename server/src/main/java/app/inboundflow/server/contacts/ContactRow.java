package app.inboundflow.server.contacts;

import app.inboundflow.server.api.model.Contact;
import app.inboundflow.server.paging.PageRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored contact. */
public record ContactRow(
        UUID id,
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

    /** Reads the current row of a result that has all the columns. */
    public static ContactRow read(ResultSet row) throws SQLException {
        return new ContactRow(
                row.getObject("id", UUID.class),
                row.getString("phone"),
                row.getString("name"),
                row.getString("email"),
                row.getString("company"),
                row.getString("source"),
                row.getInt("total_calls"),
                row.getObject("last_call_at", OffsetDateTime.class),
                row.getString("notes"),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("updated_at", OffsetDateTime.class));
    }

    /** As the API shows it. */
    public Contact toApi() {
        return new Contact(
                id, phone, name, email, company, source, totalCalls, lastCallAt, notes, createdAt, updatedAt);
    }
}
