package app.inboundflow.server.leads;

import app.inboundflow.server.api.LeadsApi;
import app.inboundflow.server.api.model.LeadList;
import app.inboundflow.server.api.model.LeadStatus;
import app.inboundflow.server.api.model.LeadUrgency;
import app.inboundflow.server.auth.ApiClient;
import app.inboundflow.server.http.ResponseMeta;
import io.micronaut.http.annotation.Controller;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Answers for leads. */
@Controller
class LeadController implements LeadsApi {
    private final LeadRepository leads;
    private final ResponseMeta meta;

    LeadController(LeadRepository leads, ResponseMeta meta) {
        this.leads = leads;
        this.meta = meta;
    }

    @Override
    public LeadList listLeads(
            Integer limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since,
            @Nullable LeadStatus status,
            @Nullable LeadUrgency urgency) {
        var page = leads.list(ApiClient.current().organizationId(), limit, cursor, since, status, urgency);
        return new LeadList(page.items(), page.hasMore(), page.nextCursor(), meta.current());
    }
}
