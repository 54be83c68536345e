package app.inboundflow.client;

import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Which leads to list: {@code new ListLeadsParameters().status(…).limit(10)}. */
@CheckReturnValue
public final class ListLeadsParameters extends ListParameters<ListLeadsParameters> {
    /** All of them, the newest first, 100 to a page. */
    public ListLeadsParameters() {
        this(NONE);
    }

    private ListLeadsParameters(SortedMap<String, String> values) {
        super(values);
    }

    @Override
    ListLeadsParameters copy(SortedMap<String, String> values) {
        return new ListLeadsParameters(values);
    }

    /**
     * Only leads with this status.
     *
     * @param status the status; null for any
     * @return a copy with it
     */
    public ListLeadsParameters status(@Nullable LeadStatus status) {
        return with("status", status);
    }

    /**
     * Only leads with this urgency.
     *
     * @param urgency the urgency; null for any
     * @return a copy with it
     */
    public ListLeadsParameters urgency(@Nullable LeadUrgency urgency) {
        return with("urgency", urgency);
    }
}
