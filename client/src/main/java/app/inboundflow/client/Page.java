package app.inboundflow.client;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
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
    private final Function<String, CompletableFuture<Page<T>>> reader;

    Page(List<T> items, @Nullable String nextCursor, Function<String, CompletableFuture<Page<T>>> reader) {
        this.items = items;
        this.nextCursor = nextCursor;
        this.reader = reader;
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
        return Engine.await(nextAsync());
    }

    /** {@return what {@link #next} does, without blocking} */
    public CompletableFuture<Page<T>> nextAsync() {
        if (nextCursor == null) {
            throw new NoSuchElementException("This is the last page; ask hasMore() first.");
        }
        return reader.apply(nextCursor);
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
