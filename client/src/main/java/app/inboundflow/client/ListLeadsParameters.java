package app.inboundflow.client;

import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import org.jspecify.annotations.Nullable;

/** Which leads to list: {@code new ListLeadsParameters().status(…).limit(10)}. */
public final class ListLeadsParameters extends ListParameters<ListLeadsParameters> {
    final @Nullable LeadStatus status;
    final @Nullable LeadUrgency urgency;

    /** All of them, the newest first, 50 to a page. */
    public ListLeadsParameters() {
        this(NEWEST, null, null);
    }

    private ListLeadsParameters(Paging paging, @Nullable LeadStatus status, @Nullable LeadUrgency urgency) {
        super(paging);
        this.status = status;
        this.urgency = urgency;
    }

    @Override
    ListLeadsParameters paged(Paging paging) {
        return new ListLeadsParameters(paging, status, urgency);
    }

    /**
     * Only leads with this status.
     *
     * @param status the status
     * @return a copy with it
     */
    public ListLeadsParameters status(LeadStatus status) {
        return new ListLeadsParameters(paging, status, urgency);
    }

    /**
     * Only leads with this urgency.
     *
     * @param urgency the urgency
     * @return a copy with it
     */
    public ListLeadsParameters urgency(LeadUrgency urgency) {
        return new ListLeadsParameters(paging, status, urgency);
    }
}
