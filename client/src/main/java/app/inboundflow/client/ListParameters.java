package app.inboundflow.client;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What every list can be asked for. Immutable: each method answers a copy with one parameter changed. All filters hold together,
 * and match exactly.
 *
 * @param <P> the parameters of one list
 */
public abstract class ListParameters<P extends ListParameters<P>> {
    final @Nullable Integer limit;
    final @Nullable String cursor;
    final @Nullable OffsetDateTime since;

    ListParameters(@Nullable Integer limit, @Nullable String cursor, @Nullable OffsetDateTime since) {
        this.limit = limit;
        this.cursor = cursor;
        this.since = since;
    }

    abstract P paged(@Nullable Integer limit, @Nullable String cursor, @Nullable OffsetDateTime since);

    /** How many items a page has, 1 to 100; 50 unless given. */
    public final P limit(int limit) {
        return paged(limit, cursor, since);
    }

    /**
     * Reads on from {@link Page#nextCursor}, which may be of another process, with the same filters; null reads from the newest
     * on.
     */
    public final P cursor(@Nullable String cursor) {
        return paged(limit, cursor, since);
    }

    /** Only what was created strictly after this moment, whatever its offset. */
    public final P since(OffsetDateTime since) {
        return paged(limit, cursor, since.withOffsetSameInstant(ZoneOffset.UTC));
    }

    /** Only what was created strictly after this moment. */
    public final P since(Instant since) {
        return since(since.atOffset(ZoneOffset.UTC));
    }
}
