package app.inboundflow.server.appointments;

import app.inboundflow.server.paging.Page;
import app.inboundflow.server.paging.PageReader;
import app.inboundflow.server.paging.PageRequest;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Where appointments are stored. */
@Singleton
class AppointmentRepository {
    private static final String LIST = """
            SELECT id, caller_phone, caller_name, appointment_date, appointment_time_start, appointment_time_end,
                   service_type, status, calendar_event_link, call_log_id, contact_id, created_at, updated_at
            FROM appointments
            WHERE organization_id = :organization_id
              AND created_at > :since
              AND status = :status
              AND (created_at, id) < (:after_created_at, :after_id)
            ORDER BY created_at DESC, id DESC
            LIMIT :limit
            """;

    private final PageReader pages;

    AppointmentRepository(PageReader pages) {
        this.pages = pages;
    }

    /** One page of an organization's appointments. */
    Page<AppointmentRow> list(UUID organizationId, PageRequest request) {
        return pages.read(LIST, organizationId, request, AppointmentRow::read);
    }
}
