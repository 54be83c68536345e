package app.inboundflow.client;

import app.inboundflow.client.model.CallStatus;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Which calls to list: {@code new ListCallsParameters().status(…).limit(10)}. */
public final class ListCallsParameters extends ListParameters<ListCallsParameters> {
    final @Nullable CallStatus status;
    final @Nullable String phone;

    /** All of them, the newest first, 50 to a page. */
    public ListCallsParameters() {
        this(null, null, null, null, null);
    }

    private ListCallsParameters(
            @Nullable Integer limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since,
            @Nullable CallStatus status,
            @Nullable String phone) {
        super(limit, cursor, since);
        this.status = status;
        this.phone = phone;
    }

    @Override
    ListCallsParameters paged(@Nullable Integer limit, @Nullable String cursor, @Nullable OffsetDateTime since) {
        return new ListCallsParameters(limit, cursor, since, status, phone);
    }

    /** Only calls with this status. */
    public ListCallsParameters status(CallStatus status) {
        return new ListCallsParameters(limit, cursor, since, status, phone);
    }

    /** Only calls from this phone number, in E.164 form: {@code +14155551234}. */
    public ListCallsParameters phone(String phone) {
        return new ListCallsParameters(limit, cursor, since, status, phone);
    }
}
