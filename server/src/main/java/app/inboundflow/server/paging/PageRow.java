package app.inboundflow.server.paging;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A row that lists are ordered by: newest first, and by id among those of the same microsecond. */
public interface PageRow {
    /** The row's id, unique in its organization. */
    UUID id();

    /** When the row was made. */
    OffsetDateTime createdAt();
}
