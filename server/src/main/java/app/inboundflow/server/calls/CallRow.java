package app.inboundflow.server.calls;

import app.inboundflow.server.api.model.Call;
import app.inboundflow.server.api.model.CallStatus;
import app.inboundflow.server.database.RecordReader;
import app.inboundflow.server.paging.PageRow;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored call, without its messages. */
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
        OffsetDateTime createdAt)
        implements PageRow {

    /** Reads a row that has all the columns. */
    public static final RecordReader<CallRow> READER = RecordReader.of(CallRow.class);

    @Override
    public int longTextCharacters() {
        return transcript == null ? 0 : transcript.length();
    }

    /** As lists of the API show it. */
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
}
