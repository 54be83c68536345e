package app.inboundflow.server.appointments;

import app.inboundflow.server.api.AppointmentsApi;
import app.inboundflow.server.api.model.AppointmentList;
import app.inboundflow.server.api.model.AppointmentStatus;
import app.inboundflow.server.auth.ApiClient;
import app.inboundflow.server.http.ResponseMeta;
import app.inboundflow.server.paging.PageRequest;
import app.inboundflow.server.paging.PageRequest.Filter;
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
        var organizationId = ApiClient.current().organizationId();
        var request = PageRequest.of(
                "appointments",
                organizationId,
                limit,
                cursor,
                new Filter("since", since),
                new Filter("status", status));
        var page = appointments.list(organizationId, request).map(AppointmentRow::toApi);
        return new AppointmentList(page.items(), page.hasMore(), page.nextCursor(), meta.current());
    }
}
