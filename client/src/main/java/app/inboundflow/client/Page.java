package app.inboundflow.client;

import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first. What is created while you page does not change the pages that are still to come.
 *
 * @param <T> what is listed
 */
public final class Page<T> {
    private final List<T> items;
    private final @Nullable String nextCursor;
    private final @Nullable OffsetDateTime servedAt;
    private final Source<T> source;

    Page(List<T> items, @Nullable String nextCursor, @Nullable OffsetDateTime servedAt, Source<T> source) {
        this.items = items;
        this.nextCursor = nextCursor;
        this.servedAt = servedAt;
        this.source = source;
    }

    /** Reads the page that begins at a cursor. */
    interface Source<T> {
        Page<T> read(String cursor);

        CompletableFuture<Page<T>> readAsync(String cursor);
    }

    /**
     * A page that no server sent, for tests of code that takes pages; it is the last one.
     *
     * @param <T> what is listed
     * @param items the items
     * @return a page of these items
     */
    public static <T> Page<T> of(List<T> items) {
        return new Page<>(List.copyOf(items), null, null, new Source<>() {
            @Override
            public Page<T> read(String cursor) {
                throw new NoSuchElementException();
            }

            @Override
            public CompletableFuture<Page<T>> readAsync(String cursor) {
                throw new NoSuchElementException();
            }
        });
    }

    /** {@return the items of this page, at most as many as the limit; unmodifiable} */
    public List<T> items() {
        return items;
    }

    /** {@return whether older items follow} */
    public boolean hasMore() {
        return nextCursor != null;
    }

    /**
     * Where the next page begins, to be kept and given to {@link ListParameters#cursor} another time; null on the last page. Valid
     * for the same list, filters and organization only.
     *
     * @return the cursor, opaque
     */
    public @Nullable String nextCursor() {
        return nextCursor;
    }

    /**
     * Reads the next page: one request.
     *
     * @return the next page
     * @throws NoSuchElementException when this is the last page
     */
    public Page<T> next() {
        return source.read(cursorOfNext());
    }

    /** {@return what {@link #next} does, without blocking} */
    public CompletableFuture<Page<T>> nextAsync() {
        return source.readAsync(cursorOfNext());
    }

    private String cursorOfNext() {
        if (nextCursor == null) {
            throw new NoSuchElementException("This is the last page; ask hasMore() first.");
        }
        return nextCursor;
    }

    /** When the server made this page, by its own clock; null when it does not say. */
    @Nullable OffsetDateTime servedAt() {
        return servedAt;
    }

    /** {@return the items of this page and of all that follow, which are read when they are needed, one page at a time} */
    public All<T> all() {
        return new All<>(this);
    }

    /**
     * All items from one page on. Holds one page in memory; stopping early sends no further request. A page that cannot be read
     * throws its {@link InboundFlowException} where the iteration stands, and going on tries it again.
     *
     * @param <T> what is listed
     */
    public static final class All<T> implements Iterable<T> {
        private final Page<T> first;

        private All(Page<T> first) {
            this.first = first;
        }

        @Override
        public Iterator<T> iterator() {
            return new ItemIterator<>(first);
        }

        /** {@return a lazy, sequential stream} */
        public Stream<T> stream() {
            var order = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
            return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), order), false);
        }

        /**
         * The pages instead of their items. After a page is done, its {@link Page#nextCursor} is what to save.
         *
         * @return the pages, each read when it is needed
         */
        public Iterable<Page<T>> pages() {
            return () -> new PageIterator<>(first);
        }

        /**
         * Hands over one page after another without blocking; the next one is read when the action on a page is done.
         *
         * @param action what to do with a page; its result ends when the page is done
         * @return done after the last page; fails with the first failure of a request or an action
         */
        public CompletableFuture<@Nullable Void> forEachPageAsync(
                Function<? super Page<T>, ? extends CompletionStage<?>> action) {
            var reading = new AtomicReference<@Nullable CompletableFuture<?>>();
            var result = new Answer<@Nullable Void>(() -> {
                var request = reading.get();
                if (request != null) {
                    request.cancel(true);
                }
            });
            step(first, action, reading, result);
            return result;
        }

        private static <T> void step(
                Page<T> page,
                Function<? super Page<T>, ? extends CompletionStage<?>> action,
                AtomicReference<@Nullable CompletableFuture<?>> reading,
                CompletableFuture<@Nullable Void> result) {
            CompletionStage<?> done;
            try {
                done = action.apply(page);
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
                return;
            }
            done.whenComplete((nothing, failure) -> {
                if (failure != null) {
                    result.completeExceptionally(cause(failure));
                } else if (!page.hasMore()) {
                    result.complete(null);
                } else if (!result.isDone()) {
                    try {
                        var next = page.nextAsync();
                        reading.set(next);
                        if (result.isDone()) {
                            next.cancel(true);
                        }
                        next.whenComplete((following, trouble) -> {
                            if (trouble != null) {
                                result.completeExceptionally(cause(trouble));
                            } else {
                                step(following, action, reading, result);
                            }
                        });
                    } catch (RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                }
            });
        }

        private static Throwable cause(Throwable failure) {
            return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        }
    }

    private static final class PageIterator<T> implements Iterator<Page<T>> {
        private Page<T> page;
        private boolean begun;

        PageIterator(Page<T> first) {
            this.page = first;
        }

        @Override
        public boolean hasNext() {
            return !begun || page.hasMore();
        }

        @Override
        public Page<T> next() {
            page = begun ? page.next() : page;
            begun = true;
            return page;
        }
    }

    // A class of its own, so that it keeps only the current page in memory.
    private static final class ItemIterator<T> implements Iterator<T> {
        private Page<T> page;
        private Iterator<T> items;

        ItemIterator(Page<T> page) {
            this.page = page;
            this.items = page.items.iterator();
        }

        @Override
        public boolean hasNext() {
            while (!items.hasNext() && page.hasMore()) {
                page = page.next();
                items = page.items.iterator();
            }
            return items.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return items.next();
        }
    }
}
