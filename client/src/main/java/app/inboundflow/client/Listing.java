package app.inboundflow.client;

import app.inboundflow.client.internal.UnknownTexts;
import app.inboundflow.client.model.Meta;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list of the contract.
 *
 * @param <R> the body of a page
 * @param <T> what is listed
 * @param engine sends
 * @param path such as {@code /v1/calls}
 */
record Listing<R, T>(
        Engine engine,
        String path,
        Class<R> type,
        Function<R, @Nullable List<T>> data,
        Function<R, @Nullable Boolean> hasMore,
        Function<R, @Nullable String> nextCursor,
        Function<R, @Nullable Meta> meta,
        Function<T, @Nullable UUID> id,
        Function<T, @Nullable OffsetDateTime> createdAt) {
    private static final String PAGE_SIZE = "100";

    Page<T> page(SortedMap<String, String> parameters) {
        return engine.call(request(parameters), type, body -> toPage(body, parameters));
    }

    CompletableFuture<Page<T>> pageAsync(SortedMap<String, String> parameters) {
        return engine.callAsync(request(parameters), type, body -> toPage(body, parameters));
    }

    private Request request(SortedMap<String, String> parameters) {
        return Request.get(
                path,
                parameters.containsKey("limit") ? parameters : ListParameters.changed(parameters, "limit", PAGE_SIZE));
    }

    /** Null for what is no page. One that does not say clearly whether more follows is none: rows would be missed in silence. */
    private @Nullable Page<T> toPage(R body, SortedMap<String, String> parameters) {
        var items = data.apply(body);
        var cursor = nextCursor.apply(body);
        var unread = UnknownTexts.of(body);
        if (items == null
                || items.contains(null)
                || unread.containsKey("next_cursor")
                || unread.containsKey("has_more")
                || cursor == null && Boolean.TRUE.equals(hasMore.apply(body))) {
            return null;
        }
        var about = meta.apply(body);
        return new Page<>(
                Collections.unmodifiableList(items),
                cursor,
                about == null ? null : about.getTimestamp(),
                new Page.Source<>() {
                    @Override
                    public Page<T> read(String next) {
                        return page(ListParameters.changed(parameters, "cursor", next));
                    }

                    @Override
                    public CompletableFuture<Page<T>> readAsync(String next) {
                        return pageAsync(ListParameters.changed(parameters, "cursor", next));
                    }
                });
    }
}
