package app.inboundflow.server.leads;

import app.inboundflow.server.api.model.Lead;
import app.inboundflow.server.api.model.LeadStatus;
import app.inboundflow.server.api.model.LeadUrgency;
import app.inboundflow.server.paging.PageRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored lead. */
public record LeadRow(
        UUID id,
        @Nullable String callerPhone,
        @Nullable String callerName,
        @Nullable String callerEmail,
        String status,
        String urgency,
        @Nullable String interest,
        @Nullable String qualificationReason,
        @Nullable String callSummary,
        @Nullable UUID callLogId,
        @Nullable UUID contactId,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt)
        implements PageRow {

    /** Reads the current row of a result that has all the columns. */
    public static LeadRow read(ResultSet row) throws SQLException {
        return new LeadRow(
                row.getObject("id", UUID.class),
                row.getString("caller_phone"),
                row.getString("caller_name"),
                row.getString("caller_email"),
                row.getString("status"),
                row.getString("urgency"),
                row.getString("interest"),
                row.getString("qualification_reason"),
                row.getString("call_summary"),
                row.getObject("call_log_id", UUID.class),
                row.getObject("contact_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("updated_at", OffsetDateTime.class));
    }

    /** As the API shows it. */
    public Lead toApi() {
        return new Lead(
                id,
                callerPhone,
                callerName,
                callerEmail,
                LeadStatus.fromValue(status),
                LeadUrgency.fromValue(urgency),
                interest,
                qualificationReason,
                callSummary,
                callLogId,
                contactId,
                createdAt,
                updatedAt);
    }
}
