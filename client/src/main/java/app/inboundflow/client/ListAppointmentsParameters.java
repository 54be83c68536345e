package app.inboundflow.client;

import app.inboundflow.client.model.AppointmentStatus;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Which appointments to list: {@code new ListAppointmentsParameters().status(…).limit(10)}. */
public final class ListAppointmentsParameters extends ListParameters<ListAppointmentsParameters> {
    final @Nullable AppointmentStatus status;

    /** All of them, the newest first, 50 to a page. */
    public ListAppointmentsParameters() {
        this(null, null, null, null);
    }

    private ListAppointmentsParameters(
            @Nullable Integer limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since,
            @Nullable AppointmentStatus status) {
        super(limit, cursor, since);
        this.status = status;
    }

    @Override
    ListAppointmentsParameters paged(@Nullable Integer limit, @Nullable String cursor, @Nullable OffsetDateTime since) {
        return new ListAppointmentsParameters(limit, cursor, since, status);
    }

    /** Only appointments with this status. */
    public ListAppointmentsParameters status(AppointmentStatus status) {
        return new ListAppointmentsParameters(limit, cursor, since, status);
    }
}
