package app.inboundflow.server.appointments;

import app.inboundflow.server.api.model.Appointment;
import app.inboundflow.server.api.model.AppointmentStatus;
import app.inboundflow.server.database.RecordReader;
import app.inboundflow.server.paging.PageRow;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored appointment. */
public record AppointmentRow(
        UUID id,
        @Nullable String callerPhone,
        @Nullable String callerName,
        LocalDate appointmentDate,
        OffsetDateTime appointmentTimeStart,
        @Nullable OffsetDateTime appointmentTimeEnd,
        @Nullable String serviceType,
        String status,
        @Nullable String calendarEventLink,
        @Nullable UUID callLogId,
        @Nullable UUID contactId,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt)
        implements PageRow {

    /** Reads a row that has all the columns. */
    public static final RecordReader<AppointmentRow> READER = RecordReader.of(AppointmentRow.class);

    /** As the API shows it. */
    public Appointment toApi() {
        return new Appointment(
                id,
                callerPhone,
                callerName,
                appointmentDate,
                appointmentTimeStart,
                appointmentTimeEnd,
                serviceType,
                AppointmentStatus.fromValue(status),
                calendarEventLink,
                callLogId,
                contactId,
                createdAt,
                updatedAt);
    }
}
