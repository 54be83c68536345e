package app.inboundflow.server.calls;

import app.inboundflow.server.api.model.Call;
import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.CallStatus;
import app.inboundflow.server.paging.PageRow;
import app.inboundflow.server.validation.StrictJson;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored call.
 *
 * @param messages the conversation as a JSON array, as it was imported; null when it was not read or there is none
 */
public record CallRow(
        UUID id,
        @Nullable String callerPhone,
        @Nullable String callerName,
        String status,
        @Nullable Integer durationSeconds,
        @Nullable String summary,
        @Nullable String transcript,
        @Nullable String recordingUrl,
        @Nullable String transferStatus,
        OffsetDateTime startedAt,
        @Nullable OffsetDateTime endedAt,
        @Nullable UUID assistantId,
        @Nullable UUID contactId,
        OffsetDateTime createdAt,
        @Nullable String messages)
        implements PageRow {

    /** Reads the current row of a result that has all the columns. */
    public static CallRow read(ResultSet row) throws SQLException {
        return new CallRow(
                row.getObject("id", UUID.class),
                row.getString("caller_phone"),
                row.getString("caller_name"),
                row.getString("status"),
                row.getObject("duration_seconds", Integer.class),
                row.getString("summary"),
                row.getString("transcript"),
                row.getString("recording_url"),
                row.getString("transfer_status"),
                row.getObject("started_at", OffsetDateTime.class),
                row.getObject("ended_at", OffsetDateTime.class),
                row.getObject("assistant_id", UUID.class),
                row.getObject("contact_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class),
                row.getString("messages"));
    }

    /** As lists show it, without its messages. */
    Call toApi() {
        return new Call(
                id,
                callerPhone,
                callerName,
                CallStatus.fromValue(status),
                durationSeconds,
                summary,
                transcript,
                recordingUrl,
                transferStatus,
                startedAt,
                endedAt,
                assistantId,
                contactId,
                createdAt);
    }

    /** With its messages. */
    public CallDetail toApiWithMessages() {
        return new CallDetail(
                id,
                callerPhone,
                callerName,
                CallStatus.fromValue(status),
                durationSeconds,
                summary,
                transcript,
                recordingUrl,
                transferStatus,
                startedAt,
                endedAt,
                assistantId,
                contactId,
                conversation(),
                createdAt);
    }

    private List<JsonNode> conversation() {
        if (messages == null) {
            return List.of();
        }
        var conversation = new ArrayList<JsonNode>();
        StrictJson.parse(messages.getBytes(StandardCharsets.UTF_8)).values().forEach(conversation::add);
        return conversation;
    }
}
