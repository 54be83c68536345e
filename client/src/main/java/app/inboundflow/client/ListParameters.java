package app.inboundflow.client;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What every list can be asked for. Immutable: each method answers a copy with one parameter changed. All filters apply together,
 * and match exactly.
 *
 * @param <P> the parameters of one list
 */
public abstract class ListParameters<P extends ListParameters<P>> {
    static final Paging NEWEST = new Paging(null, null, null);

    final Paging paging;

    ListParameters(Paging paging) {
        this.paging = paging;
    }

    record Paging(
            @Nullable Integer limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since) {}

    abstract P paged(Paging paging);

    /**
     * How many items a page has.
     *
     * @param limit 1 to 100; 50 unless given
     * @return a copy with it
     */
    public final P limit(int limit) {
        return paged(new Paging(limit, paging.cursor, paging.since));
    }

    /**
     * Reads on from {@link Page#nextCursor}, which may be of another process, with the same filters; null reads from the newest
     * on.
     *
     * @param cursor the cursor, opaque
     * @return a copy with it
     */
    public final P cursor(@Nullable String cursor) {
        return paged(new Paging(paging.limit, cursor, paging.since));
    }

    /**
     * Only what was created after a moment.
     *
     * @param since the moment, at any offset
     * @return a copy with it
     */
    public final P since(OffsetDateTime since) {
        return paged(new Paging(paging.limit, paging.cursor, since.withOffsetSameInstant(ZoneOffset.UTC)));
    }

    /**
     * Only what was created after a moment.
     *
     * @param since the moment
     * @return a copy with it
     */
    public final P since(Instant since) {
        return since(since.atOffset(ZoneOffset.UTC));
    }
}
