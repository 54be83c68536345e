package app.inboundflow.client;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Which contacts to list: {@code new ListContactsParameters().phone(…).limit(10)}. */
@CheckReturnValue
public final class ListContactsParameters extends ListParameters<ListContactsParameters> {
    /** All of them, the newest first, 100 to a page. */
    public ListContactsParameters() {
        this(NONE);
    }

    private ListContactsParameters(SortedMap<String, String> values) {
        super(values);
    }

    @Override
    ListContactsParameters copy(SortedMap<String, String> values) {
        return new ListContactsParameters(values);
    }

    /**
     * Only the contact with this phone number.
     *
     * @param phone the number in E.164 form, {@code +14155551234}; null for any
     * @return a copy with it
     */
    public ListContactsParameters phone(@Nullable String phone) {
        return with("phone", phone);
    }
}
