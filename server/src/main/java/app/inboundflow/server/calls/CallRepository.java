package app.inboundflow.server.calls;

import app.inboundflow.server.api.model.Call;
import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.CallStatus;
import app.inboundflow.server.database.ModelRows;
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
    private static final ModelRows<Call> ROWS = ModelRows.of(Call.class);

    private static final ModelRows<CallDetail> DETAILS = ModelRows.of(CallDetail.class);

    // A transcript can have megabytes. PostgreSQL knows its length without reading it.
    private static final SqlStatement LIST = SqlStatement.ofReplica("""
            SELECT %s, octet_length(transcript) > %d
            FROM calls
            WHERE organization_id = :organization_id
              AND created_at > :since -- if given
              AND status = :status -- if given
              AND caller_phone = :phone -- if given
              AND (created_at, id) < (:after_created_at, :after_id) -- if given
            ORDER BY created_at DESC, id DESC
            LIMIT :limit
            """.formatted(
                    ROWS.columns()
                            .replace(
                                    ", transcript,",
                                    ", CASE WHEN octet_length(transcript) <= %d THEN transcript END AS transcript,"
                                            .formatted(PageReader.LONGEST_SHORT_TEXT)),
                    PageReader.LONGEST_SHORT_TEXT));

    // A page ends with the transcript that fills it.
    private static final SqlStatement LIST_OF_LONG_TRANSCRIPTS =
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
            """.formatted(ROWS.columns(), PageReader.LONG_TEXT_BYTES));

    private static final SqlStatement FIND = SqlStatement.ofReplica("""
            SELECT %s
            FROM calls LEFT JOIN call_messages
              ON call_messages.organization_id = calls.organization_id AND call_messages.call_id = calls.id
            WHERE calls.organization_id = :organization_id AND calls.id = :id
            """.formatted(DETAILS.columns()));

    private final PageReader<Call> pages;
    private final Statements statements;

    CallRepository(Statements statements) {
        this.pages = new PageReader<>("calls", ROWS, LIST, LIST_OF_LONG_TRANSCRIPTS, statements);
        this.statements = statements;
    }

    /** One page of an organization's calls, without their messages. */
    Page<Call> list(
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
    Optional<CallDetail> find(UUID organizationId, UUID id) {
        return statements.find(
                FIND, Parameters.of("organization_id", organizationId).and("id", id), DETAILS::read);
    }
}
