package app.inboundflow.server.calls;

import app.inboundflow.server.api.model.Call;
import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.CallStatus;
import app.inboundflow.server.paging.PageRow;
import io.micronaut.core.type.Argument;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored call.
 *
 * @param messages the conversation as a JSON array, as it was imported; null when it was not read or there is none
 */
@MappedEntity("calls")
public record CallRow(
        @Id UUID id,
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

    private static final Argument<List<JsonNode>> MESSAGES = Argument.listOf(JsonNode.class);

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
    public CallDetail toApi(JsonMapper json) {
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
                conversation(json),
                createdAt);
    }

    private List<JsonNode> conversation(JsonMapper json) {
        try {
            return messages == null ? List.of() : json.readValue(messages, MESSAGES);
        } catch (IOException damaged) {
            throw new UncheckedIOException("the messages of call " + id + " are not JSON", damaged);
        }
    }
}
