package app.inboundflow.server.leads;

import app.inboundflow.server.paging.Page;
import app.inboundflow.server.paging.PageReader;
import app.inboundflow.server.paging.PageRequest;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Where leads are stored. */
@Singleton
class LeadRepository {
    private static final String LIST = """
            SELECT id, caller_phone, caller_name, caller_email, status, urgency, interest, qualification_reason,
                   call_summary, call_log_id, contact_id, created_at, updated_at
            FROM leads
            WHERE organization_id = :organization_id
              AND created_at > :since
              AND status = :status
              AND urgency = :urgency
              AND (created_at, id) < (:after_created_at, :after_id)
            ORDER BY created_at DESC, id DESC
            LIMIT :limit
            """;

    private final PageReader pages;

    LeadRepository(PageReader pages) {
        this.pages = pages;
    }

    /** One page of an organization's leads. */
    Page<LeadRow> list(UUID organizationId, PageRequest request) {
        return pages.read(LIST, organizationId, request, LeadRow::read);
    }
}
