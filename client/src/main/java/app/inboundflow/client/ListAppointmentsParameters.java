package app.inboundflow.client;

import app.inboundflow.client.model.AppointmentStatus;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Which appointments to list: {@code new ListAppointmentsParameters().status(…).limit(10)}. */
@CheckReturnValue
public final class ListAppointmentsParameters extends ListParameters<ListAppointmentsParameters> {
    /** All of them, the newest first, 100 to a page. */
    public ListAppointmentsParameters() {
        this(NONE);
    }

    private ListAppointmentsParameters(SortedMap<String, String> values) {
        super(values);
    }

    @Override
    ListAppointmentsParameters copy(SortedMap<String, String> values) {
        return new ListAppointmentsParameters(values);
    }

    /**
     * Only appointments with this status.
     *
     * @param status the status; null for any
     * @return a copy with it
     */
    public ListAppointmentsParameters status(@Nullable AppointmentStatus status) {
        return with("status", status);
    }
}
