package app.inboundflow.server.ndjson;

import app.inboundflow.server.api.model.FieldError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Collects invalid lines until there are as many as anybody wants to see. */
final class InvalidLines {
    private static final int MOST_ERRORS = 5;
    private static final int LONGEST_FIELD = 100;

    private final List<Source> sources;
    private final int most;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<UUID> ids = new HashSet<>();

    InvalidLines(List<Source> sources, int most) {
        this.sources = sources;
        this.most = most;
    }

    /**
     * An invalid line.
     *
     * @param position its {@link NdjsonReader#position()}
     * @param rules which field breaks which rule, in one line
     */
    record Entry(long position, String rules) {
        static Entry of(long position, List<FieldError> errors) {
            var rules = errors.stream().limit(MOST_ERRORS).map(Entry::text).collect(Collectors.joining("; "));
            var more = errors.size() - MOST_ERRORS;
            return new Entry(position, more > 0 ? rules + "; and " + more + " more" : rules);
        }

        private static String text(FieldError error) {
            // A name that somebody made up may be long, and may hold what a terminal obeys.
            var field = error.getField().replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
            var name = field.length() > LONGEST_FIELD ? field.substring(0, LONGEST_FIELD) + "…" : field;
            // The document is a line itself, so its only line need not be said.
            return (name + " " + error.getMessage().replace(" at line 1, column ", " at column ")).strip();
        }
    }

    /** A collection as large, for some of the lines. */
    InvalidLines ofItsOwn() {
        return new InvalidLines(sources, most);
    }

    void add(Entry line) {
        entries.add(line);
    }

    void addAll(Collection<Entry> lines) {
        entries.addAll(lines);
    }

    /** Adds what another one collected of later lines, as far as there is room. */
    void addAll(InvalidLines later) {
        later.entries.stream().limit(room()).forEach(entries::add);
        ids.addAll(later.ids);
    }

    /** Remembers what an invalid line would have made, lest lines that refer to it look invalid too. */
    void addId(UUID id) {
        ids.add(id);
    }

    Set<UUID> ids() {
        return ids;
    }

    /** How many more there is room for. */
    int room() {
        return most - entries.size();
    }

    boolean isFull() {
        return room() <= 0;
    }

    /** Throws them, if there are any, in the order of the sources. */
    void refuse() {
        if (!entries.isEmpty()) {
            throw new InvalidLinesException(entries.stream()
                    .sorted(Comparator.comparingLong(Entry::position))
                    .map(line -> new InvalidLine(
                            sources.get(NdjsonReader.sourceAt(line.position())).name(),
                            NdjsonReader.lineAt(line.position()),
                            line.rules()))
                    .toList());
        }
    }
}
