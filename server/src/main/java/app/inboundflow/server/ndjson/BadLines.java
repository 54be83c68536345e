package app.inboundflow.server.ndjson;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Collects bad lines until there are as many as anybody wants to see. */
final class BadLines {
    private final List<Source> sources;
    private final int most;
    private final List<BadPlace> bad = new ArrayList<>();
    private final Set<UUID> ids = new HashSet<>();

    BadLines(List<Source> sources, int most) {
        this.sources = sources;
        this.most = most;
    }

    void add(BadPlace line) {
        bad.add(line);
    }

    void addAll(Collection<BadPlace> lines) {
        bad.addAll(lines);
    }

    /** Remembers what a bad line would have made, lest lines that refer to it look bad too. */
    void addId(UUID id) {
        ids.add(id);
    }

    Set<UUID> ids() {
        return ids;
    }

    /** How many more there is room for. */
    int room() {
        return most - bad.size();
    }

    boolean isFull() {
        return room() <= 0;
    }

    /** Throws them, if there are any, in the order of the sources. */
    void refuse() {
        if (!bad.isEmpty()) {
            throw new InvalidLinesException(bad.stream()
                    .sorted(Comparator.comparingLong(line -> line.place().position()))
                    .map(line -> new BadLine(
                            sources.get(line.place().source()).name(),
                            line.place().line(),
                            line.rules()))
                    .toList());
        }
    }
}
