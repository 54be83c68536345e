package app.inboundflow.client;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What every list can be asked for. Immutable: each method answers a copy with one parameter changed, so its result must be
 * used. All filters hold together, and match exactly. Null takes a filter away.
 *
 * @param <P> the parameters of one list
 */
@CheckReturnValue
public abstract class ListParameters<P extends ListParameters<P>> {
    /** In the order in which they are documented. */
    private static final List<String> NAMES = List.of("limit", "cursor", "since", "status", "urgency", "phone");

    static final SortedMap<String, String> NONE =
            Collections.unmodifiableSortedMap(new TreeMap<>(Comparator.comparingInt(NAMES::indexOf)));

    final SortedMap<String, String> values;

    ListParameters(SortedMap<String, String> values) {
        this.values = values;
    }

    abstract P copy(SortedMap<String, String> values);

    final P with(String name, @Nullable Object value) {
        if (value instanceof Enum<?> constant && constant.name().equals("UNKNOWN")) {
            throw new IllegalArgumentException(
                    name + " must not be UNKNOWN: that stands for all values that are newer than this jar");
        }
        return copy(changed(values, name, value));
    }

    static SortedMap<String, String> changed(SortedMap<String, String> values, String name, @Nullable Object value) {
        var changed = new TreeMap<>(values);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value.toString());
        }
        return Collections.unmodifiableSortedMap(changed);
    }

    /**
     * How many items a page has.
     *
     * @param limit 1 to 100; 100 unless given
     * @return a copy with it
     */
    public final P limit(int limit) {
        return with("limit", limit);
    }

    /**
     * Reads on from {@link Page#nextCursor}, which may be of another process, with the same filters.
     *
     * @param cursor the cursor, opaque; null is refused, because the page that it was saved from was the last one, and reading the
     *     newest page again is hardly meant
     * @return a copy with it
     */
    public final P cursor(String cursor) {
        if (cursor == null) {
            throw new IllegalArgumentException(
                    "cursor is null: the page that it is from was the last one (hasMore() was false). To read the"
                            + " newest page, leave cursor out.");
        }
        return with("cursor", cursor);
    }

    /**
     * Only what was created after a moment.
     *
     * @param since the moment, at any offset
     * @return a copy with it
     */
    public final P since(@Nullable OffsetDateTime since) {
        return with(
                "since",
                since == null
                        ? null
                        : since.withOffsetSameInstant(ZoneOffset.UTC).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
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
