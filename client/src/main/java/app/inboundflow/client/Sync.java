package app.inboundflow.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that is new in a list since a mark, in batches. Save {@link Batch#mark} when a batch is done, and begin with it the next
 * time, tomorrow or after a crash:
 *
 * <pre>{@code
 * for (var batch : client.calls().sync(SyncMark.parse(saved))) {
 *     batch.items().forEach(call -> …);
 *     save(batch.mark().toString());
 * }
 * }</pre>
 *
 * <p>Everything is delivered at least once, however often you stop. It is delivered twice only when you stop between a batch and
 * the saving of its mark, or when more than 10,000 rows were created within the overlap. Batches and their items are in no
 * particular order.
 *
 * <p>A list knows when a row was created, and nothing of later changes. A row that appears later than the overlap after its
 * {@code created_at}, as imported ones can, and a change to a row that was delivered already, are not new: to see these, list the
 * window of time that matters to you again.
 *
 * @param <T> what is listed
 */
public final class Sync<T> implements Iterable<Sync.Batch<T>> {
    private static final int MOST_IDS = 10_000;

    private final Listing<?, T> listing;
    private final SyncMark mark;

    Sync(Listing<?, T> listing, SyncMark mark) {
        this.listing = listing;
        this.mark = mark;
    }

    /**
     * Rows that are new, at most a page of them; none when all of a page was delivered before.
     *
     * @param <T> what is listed
     * @param items the rows
     * @param mark what to save when they are done
     */
    public record Batch<T>(List<T> items, SyncMark mark) {
        /** Tells how many items there are, and nothing of what they say. */
        @Override
        public String toString() {
            return "Batch[" + items.size() + " items]";
        }
    }

    /** {@return the batches from the mark on, each read when it is needed; they end when all is read that is there} */
    @Override
    public Iterator<Batch<T>> iterator() {
        return new Batches();
    }

    private final class Batches implements Iterator<Batch<T>> {
        private SyncMark.State state = mark.state;
        private boolean done;

        @Override
        public boolean hasNext() {
            return !done;
        }

        @Override
        public Batch<T> next() {
            if (done) {
                throw new NoSuchElementException();
            }
            var page = read();
            var round = state.round() == null ? begin(page) : state.round();
            var seen = new LinkedHashSet<>(round.seen());
            for (var item : page.items()) {
                var id = listing.id().apply(item);
                if (id != null && seen.size() < MOST_IDS && isAfter(item, round.since())) {
                    seen.add(id);
                }
            }
            var fresh = page.items().stream()
                    .filter(item -> !isSeen(listing.id().apply(item)))
                    .toList();
            done = !page.hasMore();
            state = done
                    ? new SyncMark.State(state.version(), round.since(), Set.copyOf(seen), state.overlap(), null, null)
                    : new SyncMark.State(
                            state.version(),
                            state.since(),
                            state.seen(),
                            state.overlap(),
                            page.nextCursor(),
                            new SyncMark.Round(round.since(), Set.copyOf(seen)));
            return new Batch<>(fresh, new SyncMark(state));
        }

        private Page<T> read() {
            if (state.cursor() == null) {
                return page(null);
            }
            try {
                return page(state.cursor());
            } catch (InvalidRequestException e) {
                if (e.fieldErrors().stream().noneMatch(error -> "cursor".equals(error.getField()))) {
                    throw e;
                }
                // The server has forgotten the cursor. The round begins again; its rows are delivered twice, and none
                // is missed.
                state = new SyncMark.State(state.version(), state.since(), state.seen(), state.overlap(), null, null);
                return page(null);
            }
        }

        private Page<T> page(@Nullable String cursor) {
            var parameters = ListParameters.changed(ListParameters.NONE, "since", state.since());
            return listing.page(ListParameters.changed(parameters, "cursor", cursor));
        }

        /**
         * The round after this one begins before the newest row, and before the server's present, because rows can bear a date of
         * the future.
         */
        private SyncMark.Round begin(Page<T> page) {
            var newest = page.items().stream()
                    .map(listing.createdAt())
                    .filter(moment -> moment != null)
                    .map(moment -> moment.toInstant())
                    .max(Instant::compareTo);
            var served = page.servedAt();
            var since = newest.map(moment ->
                            served != null && served.toInstant().isBefore(moment) ? served.toInstant() : moment)
                    .map(moment -> moment.minus(Duration.ofSeconds(state.overlap())))
                    .filter(moment -> state.since() == null || moment.isAfter(state.since()))
                    .orElse(state.since());
            return new SyncMark.Round(since, Set.of());
        }

        private boolean isAfter(T item, @Nullable Instant moment) {
            var created = listing.createdAt().apply(item);
            return moment == null || created == null || created.toInstant().isAfter(moment);
        }

        private boolean isSeen(@Nullable UUID id) {
            return id != null && state.seen().contains(id);
        }
    }
}
