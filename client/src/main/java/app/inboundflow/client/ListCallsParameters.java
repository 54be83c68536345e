package app.inboundflow.client;

import app.inboundflow.client.model.CallStatus;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Which calls to list: {@code new ListCallsParameters().status(…).limit(10)}. */
@CheckReturnValue
public final class ListCallsParameters extends ListParameters<ListCallsParameters> {
    /** All of them, the newest first, 100 to a page. */
    public ListCallsParameters() {
        this(NONE);
    }

    private ListCallsParameters(SortedMap<String, String> values) {
        super(values);
    }

    @Override
    ListCallsParameters copy(SortedMap<String, String> values) {
        return new ListCallsParameters(values);
    }

    /**
     * Only calls with this status.
     *
     * @param status the status; null for any
     * @return a copy with it
     */
    public ListCallsParameters status(@Nullable CallStatus status) {
        return with("status", status);
    }

    /**
     * Only calls from this phone number.
     *
     * @param phone the number in E.164 form, {@code +14155551234}; null for any
     * @return a copy with it
     */
    public ListCallsParameters phone(@Nullable String phone) {
        return with("phone", phone);
    }
}
