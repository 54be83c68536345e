package app.inboundflow.contract.saboteur;

import app.inboundflow.contract.report.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many alterations there were and were caught, by kind and by response, and which were missed. */
final class Tally {
    private final Map<Kind, Count> kinds = new TreeMap<>();
    private final Map<String, Map<Integer, Count>> responses = new LinkedHashMap<>();
    private final Map<String, Integer> legal = new TreeMap<>();
    private final List<Missed> missed = new ArrayList<>();

    /** Counts, as JSON has them. */
    static final class Count {
        public int made;
        public int caught;

        private void add(boolean isCaught) {
            made++;
            caught += isCaught ? 1 : 0;
        }
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
        var report = new LinkedHashMap<String, Object>();
        report.put("made", made());
        report.put("caught", caught());
        var byWords = new LinkedHashMap<String, Count>();
        kinds.forEach((kind, count) -> byWords.put(kind.toString(), count));
        report.put("kinds", byWords);
        report.put("responses", responses);
        report.put("legal", legal);
        report.put("missed", missed);
        Results.write("alterations.json", report);
    }
}
