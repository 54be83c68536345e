package app.inboundflow.client;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Which contacts to list: {@code new ListContactsParameters().phone(…).limit(10)}. */
public final class ListContactsParameters extends ListParameters<ListContactsParameters> {
    final @Nullable String phone;

    /** All of them, the newest first, 50 to a page. */
    public ListContactsParameters() {
        this(null, null, null, null);
    }

    private ListContactsParameters(
            @Nullable Integer limit, @Nullable String cursor, @Nullable OffsetDateTime since, @Nullable String phone) {
        super(limit, cursor, since);
        this.phone = phone;
    }

    @Override
    ListContactsParameters paged(@Nullable Integer limit, @Nullable String cursor, @Nullable OffsetDateTime since) {
        return new ListContactsParameters(limit, cursor, since, phone);
    }

    /** Only the contact with this phone number, in E.164 form: {@code +14155551234}. */
    public ListContactsParameters phone(String phone) {
        return new ListContactsParameters(limit, cursor, since, phone);
    }
}
