package app.inboundflow.server.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items at most as many as were asked for, newest first; they can be written into an answer, and not looked into
 * @param nextCursor reads the page behind this one; null exactly when there is none
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** Whether older items follow. */
    public boolean hasMore() {
        return nextCursor != null;
    }
}
