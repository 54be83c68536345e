package app.inboundflow.server.appointments;

import app.inboundflow.server.api.model.Appointment;
import app.inboundflow.server.api.model.AppointmentStatus;
import app.inboundflow.server.paging.PageRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An stored appointment. */
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

    /** Reads the current row of a result that has all the columns. */
    public static AppointmentRow read(ResultSet row) throws SQLException {
        return new AppointmentRow(
                row.getObject("id", UUID.class),
                row.getString("caller_phone"),
                row.getString("caller_name"),
                row.getObject("appointment_date", LocalDate.class),
                row.getObject("appointment_time_start", OffsetDateTime.class),
                row.getObject("appointment_time_end", OffsetDateTime.class),
                row.getString("service_type"),
                row.getString("status"),
                row.getString("calendar_event_link"),
                row.getObject("call_log_id", UUID.class),
                row.getObject("contact_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("updated_at", OffsetDateTime.class));
    }

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
