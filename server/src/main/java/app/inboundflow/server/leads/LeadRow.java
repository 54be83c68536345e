package app.inboundflow.server.leads;

import app.inboundflow.server.api.model.Lead;
import app.inboundflow.server.api.model.LeadStatus;
import app.inboundflow.server.api.model.LeadUrgency;
import app.inboundflow.server.database.RecordReader;
import app.inboundflow.server.paging.PageRow;
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

    /** Reads a row that has all the columns. */
    public static final RecordReader<LeadRow> READER = RecordReader.of(LeadRow.class);

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
