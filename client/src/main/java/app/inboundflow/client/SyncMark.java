package app.inboundflow.client;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a {@link Sync} has come. {@link #toString} is what to save, a line of JSON, and {@link #parse} reads it again. Immutable.
 */
public final class SyncMark {
    private static final int VERSION = 1;
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    final State state;

    SyncMark(State state) {
        this.state = state;
    }

    /**
     * What a mark knows.
     *
     * @param since what was created up to here is done; null: nothing is
     * @param seen ids of what is done and was created later
     * @param overlap how late a row may appear, in seconds
     * @param cursor the page to go on with; null to begin a new round
     * @param round what the round that the cursor belongs to will leave behind; null without a cursor
     */
    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    record State(
            int version,
            @Nullable Instant since,
            Set<UUID> seen,
            long overlap,
            @Nullable String cursor,
            @Nullable Round round) {}

    /**
     * The next {@code since} and {@code seen}.
     *
     * @param since where the next round begins
     * @param seen ids of what this round has listed and the next one will list again
     */
    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    record Round(@Nullable Instant since, Set<UUID> seen) {}

    /** {@return the mark of a sync that has read nothing: everything is new} */
    public static SyncMark beginning() {
        return new SyncMark(new State(VERSION, null, Set.of(), OVERLAP.toSeconds(), null, null));
    }

    /**
     * The mark of a sync for which everything is new that was created after a moment.
     *
     * @param moment by the server's clock
     * @return the mark
     */
    public static SyncMark since(Instant moment) {
        return new SyncMark(new State(VERSION, moment, Set.of(), OVERLAP.toSeconds(), null, null));
    }

    /**
     * A mark that was saved.
     *
     * @param saved what {@link #toString} was; null, when nothing was saved yet, is the {@link #beginning}
     * @return the mark
     * @throws IllegalArgumentException when it is no mark, or one of a newer version of this jar
     */
    public static SyncMark parse(@Nullable String saved) {
        if (saved == null) {
            return beginning();
        }
        try {
            var state = Json.MAPPER.readValue(saved, State.class);
            if (state != null && state.version == VERSION && state.seen != null && state.overlap > 0) {
                return new SyncMark(state);
            }
        } catch (JsonProcessingException none) {
            // Said below; what was read is not repeated, because it may be anything.
        }
        throw new IllegalArgumentException("This is no mark that this version of the client has saved");
    }

    /**
     * The same mark with another overlap.
     *
     * @param overlap how late a row may appear, counted from its {@code created_at}: 10 minutes unless given, 1 second to 30 days.
     *     So much is listed again in each round, and left out by the ids that the mark keeps
     * @return a copy with it
     */
    public SyncMark overlap(Duration overlap) {
        if (overlap.compareTo(Duration.ofSeconds(1)) < 0 || overlap.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("overlap must be 1 second to 30 days, not " + overlap);
        }
        return new SyncMark(
                new State(VERSION, state.since, state.seen, overlap.toSeconds(), state.cursor, state.round));
    }

    /** {@return the mark as text, to be saved} */
    @Override
    public String toString() {
        try {
            return Json.MAPPER.writeValueAsString(state);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SyncMark mark && mark.state.equals(state);
    }

    @Override
    public int hashCode() {
        return List.of(SyncMark.class, state).hashCode();
    }
}
