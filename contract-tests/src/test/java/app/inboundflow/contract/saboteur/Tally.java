package app.inboundflow.contract.saboteur;

import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many alterations there were and were caught, by kind and by response, and which were missed. */
final class Tally {
    private final Map<Kind, Count> kinds = new TreeMap<>();
    private final Map<String, Map<Integer, Count>> responses = new LinkedHashMap<>();
    private final Map<String, Integer> legal = new TreeMap<>();
    private final Set<String> done = new HashSet<>();
    private final List<Missed> missed = new ArrayList<>();

    /** How many were made, and how many of these caught. */
    static final class Count {
        private int made;
        private int caught;

        @Override
        public String toString() {
            return caught + " of " + made;
        }

        private void add(boolean isCaught) {
            made++;
            caught += isCaught ? 1 : 0;
        }
    }

    /** Whether this is done for the first time: many answers share a schema or a header, and each place is altered once. */
    boolean isNew(Sample sample, Alteration alteration) {
        return done.add(sample.where(alteration) + " " + alteration.kind() + " " + alteration.what());
    }

    /**
     * An alteration that was not noticed.
     *
     * @param place a JSON Pointer into the body, or the name of a header; empty for the response as a whole
     */
    record Missed(String operation, int status, String place, String kind, String alteration) {
        @Override
        public String toString() {
            return operation + " " + status + (place.isEmpty() ? "" : " " + place) + ": " + kind + ", " + alteration;
        }
    }

    void count(Sample sample, Alteration alteration, boolean isCaught) {
        kinds.computeIfAbsent(alteration.kind(), kind -> new Count()).add(isCaught);
        responses
                .computeIfAbsent(sample.operation().id(), operation -> new TreeMap<>())
                .computeIfAbsent(sample.status(), status -> new Count())
                .add(isCaught);
        if (!isCaught) {
            missed.add(new Missed(
                    sample.operation().id(),
                    sample.status(),
                    alteration.place(),
                    alteration.kind().toString(),
                    alteration.what()));
        }
    }

    void countLegal(Map<String, Integer> leftOut) {
        leftOut.forEach((reason, count) -> legal.merge(reason, count, Integer::sum));
    }

    int made() {
        return kinds.values().stream().mapToInt(count -> count.made).sum();
    }

    int caught() {
        return made() - missed.size();
    }

    Map<Kind, Count> kinds() {
        return kinds;
    }

    List<Missed> missed() {
        return List.copyOf(missed);
    }

    List<Missed> missed(Sample sample) {
        return missed.stream()
                .filter(one -> one.operation().equals(sample.operation().id()) && one.status() == sample.status())
                .toList();
    }

    /** Leaves everything for the report. */
    void write() {
        Results.write(
                Proof.FORM,
                "",
                "%,d of %,d alterations caught, each at a place of its own".formatted(caught(), made()),
                Map.of(
                        "Alterations caught, by kind", words(kinds),
                        "Alterations caught, by the answer that was altered", words(responses),
                        "Left out, because the contract allows the result", legal,
                        "Missed",
                                Map.of(
                                        "alterations",
                                        missed.stream().map(Missed::toString).toList())));
    }

    private static Map<String, Object> words(Map<?, ?> counts) {
        var words = new LinkedHashMap<String, Object>();
        counts.forEach((name, count) ->
                words.put(name.toString(), count instanceof Map<?, ?> inner ? words(inner) : count.toString()));
        return words;
    }
}
