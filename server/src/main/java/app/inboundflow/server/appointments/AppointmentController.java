package app.inboundflow.server.appointments;

import app.inboundflow.server.api.AppointmentsApi;
import app.inboundflow.server.api.model.AppointmentList;
import app.inboundflow.server.api.model.AppointmentStatus;
import app.inboundflow.server.auth.ApiClient;
import app.inboundflow.server.http.ResponseMeta;
import io.micronaut.http.annotation.Controller;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Answers for appointments. */
@Controller
class AppointmentController implements AppointmentsApi {
    private final AppointmentRepository appointments;
    private final ResponseMeta meta;

    AppointmentController(AppointmentRepository appointments, ResponseMeta meta) {
        this.appointments = appointments;
        this.meta = meta;
    }

    @Override
    public AppointmentList listAppointments(
            Integer limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since,
            @Nullable AppointmentStatus status) {
        var page = appointments.list(ApiClient.current().organizationId(), limit, cursor, since, status);
        return new AppointmentList(page.items(), page.hasMore(), page.nextCursor(), meta.current());
    }
}
