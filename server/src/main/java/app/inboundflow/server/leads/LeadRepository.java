package app.inboundflow.server.leads;

import app.inboundflow.server.api.model.Lead;
import app.inboundflow.server.api.model.LeadStatus;
import app.inboundflow.server.api.model.LeadUrgency;
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

/** Where leads are stored. */
@Singleton
class LeadRepository {
    private static final ModelRows<Lead> ROWS = ModelRows.of(Lead.class);

    private static final SqlStatement LIST = SqlStatement.ofReplica("""
            SELECT %s
            FROM leads
            WHERE organization_id = :organization_id
              AND created_at > :since -- if given
              AND status = :status -- if given
              AND urgency = :urgency -- if given
              AND (created_at, id) < (:after_created_at, :after_id) -- if given
            ORDER BY created_at DESC, id DESC
            LIMIT :limit
            """.formatted(ROWS.columns()));

    private final PageReader<Lead> pages;

    LeadRepository(Statements statements) {
        this.pages = new PageReader<>("leads", ROWS, LIST, null, statements);
    }

    /** One page of an organization's leads. */
    Page<Lead> list(
            UUID organizationId,
            int limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since,
            @Nullable LeadStatus status,
            @Nullable LeadUrgency urgency) {
        return pages.read(
                organizationId,
                limit,
                cursor,
                Parameters.of("since", since).and("status", status).and("urgency", urgency));
    }
}
