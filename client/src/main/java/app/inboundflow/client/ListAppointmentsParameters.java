package app.inboundflow.client;

import app.inboundflow.client.model.AppointmentStatus;
import org.jspecify.annotations.Nullable;

/** Which appointments to list: {@code new ListAppointmentsParameters().status(…).limit(10)}. */
public final class ListAppointmentsParameters extends ListParameters<ListAppointmentsParameters> {
    final @Nullable AppointmentStatus status;

    /** All of them, the newest first, 50 to a page. */
    public ListAppointmentsParameters() {
        this(NEWEST, null);
    }

    private ListAppointmentsParameters(Paging paging, @Nullable AppointmentStatus status) {
        super(paging);
        this.status = status;
    }

    @Override
    ListAppointmentsParameters paged(Paging paging) {
        return new ListAppointmentsParameters(paging, status);
    }

    /**
     * Only appointments with this status.
     *
     * @param status the status
     * @return a copy with it
     */
    public ListAppointmentsParameters status(AppointmentStatus status) {
        return new ListAppointmentsParameters(paging, status);
    }
}
