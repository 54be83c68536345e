package app.inboundflow.server.appointments;

import app.inboundflow.server.api.model.Appointment;
import app.inboundflow.server.api.model.AppointmentStatus;
import app.inboundflow.server.database.ModelRows;
import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import app.inboundflow.server.paging.Page;
import app.inboundflow.server.paging.PageReader;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where appointments are stored. */
@Singleton
class AppointmentRepository {
    private static final ModelRows<Appointment> ROWS = ModelRows.of(Appointment.class);

    private static final SqlStatement LIST = SqlStatement.ofReplica("""
            SELECT %s
            FROM appointments
            WHERE organization_id = :organization_id
              AND created_at > :since -- if given
              AND status = :status -- if given
              AND (created_at, id) < (:after_created_at, :after_id) -- if given
            ORDER BY created_at DESC, id DESC
            LIMIT :limit
            """.formatted(ROWS.columns()));

    private final PageReader<Appointment> pages;

    AppointmentRepository(Statements statements) {
        this.pages = new PageReader<>("appointments", ROWS, LIST, null, statements);
    }

    /** One page of an organization's appointments. */
    Page<Appointment> list(
            UUID organizationId,
            int limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since,
            @Nullable AppointmentStatus status) {
        return pages.read(
                organizationId, limit, cursor, Parameters.of("since", since).and("status", status));
    }
}
