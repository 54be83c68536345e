package app.inboundflow.server.calls;

import app.inboundflow.server.api.model.CallStatus;
import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import app.inboundflow.server.paging.Page;
import app.inboundflow.server.paging.PageReader;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where calls are stored. */
@Singleton
class CallRepository {
    // A transcript can have megabytes: a page ends with the one that fills it. PostgreSQL knows its length without
    // reading it.
    private static final SqlStatement LIST =
            SqlStatement.ofReplica("""
            SELECT %s
            FROM (
              SELECT *, sum(octet_length(transcript)) OVER (
                ORDER BY created_at DESC, id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS bytes_before
              FROM (
                SELECT *
                FROM calls
                WHERE organization_id = :organization_id
                  AND created_at > :since -- if given
                  AND status = :status -- if given
                  AND caller_phone = :phone -- if given
                  AND (created_at, id) < (:after_created_at, :after_id) -- if given
                ORDER BY created_at DESC, id DESC
                LIMIT :limit
              ) AS candidates
            ) AS page
            WHERE bytes_before IS NULL OR bytes_before < %d
            ORDER BY created_at DESC, id DESC
            """.formatted(CallRow.READER.columns(), PageReader.LONG_TEXT_BYTES));

    private static final SqlStatement FIND = SqlStatement.ofReplica("""
            SELECT %s, messages
            FROM calls LEFT JOIN call_messages
              ON call_messages.organization_id = calls.organization_id AND call_messages.call_id = calls.id
            WHERE calls.organization_id = :organization_id AND calls.id = :id
            """.formatted(CallRow.READER.columns()));

    private final PageReader<CallRow> pages;
    private final Statements statements;

    CallRepository(Statements statements) {
        this.pages = new PageReader<>("calls", LIST, CallRow.READER, statements);
        this.statements = statements;
    }

    /** One page of an organization's calls, without their messages. */
    Page<CallRow> list(
            UUID organizationId,
            int limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since,
            @Nullable CallStatus status,
            @Nullable String phone) {
        return pages.read(
                organizationId,
                limit,
                cursor,
                Parameters.of("since", since).and("status", status).and("phone", phone));
    }

    /** One call with its messages. */
    Optional<CallDetailRow> find(UUID organizationId, UUID id) {
        return statements.find(
                FIND, Parameters.of("organization_id", organizationId).and("id", id), CallDetailRow::read);
    }
}
