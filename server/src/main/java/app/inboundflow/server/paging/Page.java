package app.inboundflow.server.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items at most as many as were asked for, newest first
 * @param nextCursor reads the page behind this one; null exactly when there is none
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** Whether older items follow. */
    public boolean hasMore() {
        return nextCursor != null;
    }

    /** The same page of other things. */
    public <U> Page<U> map(Function<? super T, U> function) {
        return new Page<>(items.stream().<U>map(function).toList(), nextCursor);
    }
}
