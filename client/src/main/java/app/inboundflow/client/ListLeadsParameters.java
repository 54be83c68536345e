package app.inboundflow.client;

import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Which leads to list: {@code new ListLeadsParameters().status(…).limit(10)}. */
public final class ListLeadsParameters extends ListParameters<ListLeadsParameters> {
    final @Nullable LeadStatus status;
    final @Nullable LeadUrgency urgency;

    /** All of them, the newest first, 50 to a page. */
    public ListLeadsParameters() {
        this(null, null, null, null, null);
    }

    private ListLeadsParameters(
            @Nullable Integer limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since,
            @Nullable LeadStatus status,
            @Nullable LeadUrgency urgency) {
        super(limit, cursor, since);
        this.status = status;
        this.urgency = urgency;
    }

    @Override
    ListLeadsParameters paged(@Nullable Integer limit, @Nullable String cursor, @Nullable OffsetDateTime since) {
        return new ListLeadsParameters(limit, cursor, since, status, urgency);
    }

    /** Only leads with this status. */
    public ListLeadsParameters status(LeadStatus status) {
        return new ListLeadsParameters(limit, cursor, since, status, urgency);
    }

    /** Only leads with this urgency. */
    public ListLeadsParameters urgency(LeadUrgency urgency) {
        return new ListLeadsParameters(limit, cursor, since, status, urgency);
    }
}
