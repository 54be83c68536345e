package app.inboundflow.server.paging;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A row that lists are ordered by: newest first, and by id among those of the same microsecond. */
public interface PageRow {
    /** The row's id, unique in its organization. */
    UUID id();

    /** When the row was made. */
    OffsetDateTime createdAt();

    /** The UTF-16 units of a text that has no small bound, by which a page ends early; 0 when the row has none. */
    default int longTextCharacters() {
        return 0;
    }
}
