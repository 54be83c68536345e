package app.inboundflow.server.calls;

import app.inboundflow.server.database.Statements;
import app.inboundflow.server.paging.Page;
import app.inboundflow.server.paging.PageReader;
import app.inboundflow.server.paging.PageRequest;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where calls are stored. */
@Singleton
class CallRepository {
    private static final String LIST = """
            SELECT id, caller_phone, caller_name, status, duration_seconds, summary, transcript, recording_url,
                   transfer_status, started_at, ended_at, assistant_id, contact_id, created_at, NULL AS messages
            FROM calls
            WHERE organization_id = :organization_id
              AND created_at > :since
              AND status = :status
              AND caller_phone = :phone
              AND (created_at, id) < (:after_created_at, :after_id)
            ORDER BY created_at DESC, id DESC
            LIMIT :limit
            """;

    private static final String FIND = """
            SELECT id, caller_phone, caller_name, status, duration_seconds, summary, transcript, recording_url,
                   transfer_status, started_at, ended_at, assistant_id, contact_id, created_at, messages
            FROM calls LEFT JOIN call_messages
              ON call_messages.organization_id = calls.organization_id AND call_messages.call_id = calls.id
            WHERE calls.organization_id = :organization_id AND calls.id = :id
            """;

    private final PageReader pages;
    private final Statements statements;

    CallRepository(PageReader pages, Statements statements) {
        this.pages = pages;
        this.statements = statements;
    }

    /** One page of an organization's calls, without their messages. */
    Page<CallRow> list(UUID organizationId, PageRequest request) {
        return pages.read(LIST, organizationId, request, CallRow::read);
    }

    /** One call with its messages. */
    Optional<CallRow> find(UUID organizationId, UUID id) {
        return statements.find(FIND, Map.of("organization_id", organizationId, "id", id), CallRow::read);
    }
}
