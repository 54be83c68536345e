package app.inboundflow.client;

import app.inboundflow.client.model.CallStatus;
import org.jspecify.annotations.Nullable;

/** Which calls to list: {@code new ListCallsParameters().status(…).limit(10)}. */
public final class ListCallsParameters extends ListParameters<ListCallsParameters> {
    final @Nullable CallStatus status;
    final @Nullable String phone;

    /** All of them, the newest first, 50 to a page. */
    public ListCallsParameters() {
        this(NEWEST, null, null);
    }

    private ListCallsParameters(Paging paging, @Nullable CallStatus status, @Nullable String phone) {
        super(paging);
        this.status = status;
        this.phone = phone;
    }

    @Override
    ListCallsParameters paged(Paging paging) {
        return new ListCallsParameters(paging, status, phone);
    }

    /**
     * Only calls with this status.
     *
     * @param status the status
     * @return a copy with it
     */
    public ListCallsParameters status(CallStatus status) {
        return new ListCallsParameters(paging, status, phone);
    }

    /**
     * Only calls from this phone number.
     *
     * @param phone the number in E.164 form, {@code +14155551234}
     * @return a copy with it
     */
    public ListCallsParameters phone(String phone) {
        return new ListCallsParameters(paging, status, phone);
    }
}
