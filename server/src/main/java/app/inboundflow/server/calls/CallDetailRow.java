package app.inboundflow.server.calls;

import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.CallStatus;
import app.inboundflow.server.http.StoredArray;
import app.inboundflow.server.validation.StrictJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored call with its messages.
 *
 * @param messages the conversation as a JSON array, as it was imported; null when there is none
 */
public record CallDetailRow(CallRow call, @Nullable String messages) {

    /** Reads a row that has the columns of a call and {@code messages}. */
    public static CallDetailRow read(ResultSet row) throws SQLException {
        return new CallDetailRow(CallRow.READER.read(row), row.getString("messages"));
    }

    /** As the API shows it. */
    public CallDetail toApi() {
        return new CallDetail(
                call.id(),
                call.callerPhone(),
                call.callerName(),
                CallStatus.fromValue(call.status()),
                call.durationSeconds(),
                call.summary(),
                call.transcript(),
                call.recordingUrl(),
                call.transferStatus(),
                call.startedAt(),
                call.endedAt(),
                call.assistantId(),
                call.contactId(),
                messages == null ? List.of() : new StoredArray(messages, StrictJson::parseStored),
                call.createdAt());
    }
}
