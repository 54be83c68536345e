package app.inboundflow.client;

import org.jspecify.annotations.Nullable;

/** Which contacts to list: {@code new ListContactsParameters().phone(…).limit(10)}. */
public final class ListContactsParameters extends ListParameters<ListContactsParameters> {
    final @Nullable String phone;

    /** All of them, the newest first, 50 to a page. */
    public ListContactsParameters() {
        this(NEWEST, null);
    }

    private ListContactsParameters(Paging paging, @Nullable String phone) {
        super(paging);
        this.phone = phone;
    }

    @Override
    ListContactsParameters paged(Paging paging) {
        return new ListContactsParameters(paging, phone);
    }

    /**
     * Only the contact with this phone number.
     *
     * @param phone the number in E.164 form, {@code +14155551234}
     * @return a copy with it
     */
    public ListContactsParameters phone(String phone) {
        return new ListContactsParameters(paging, phone);
    }
}
