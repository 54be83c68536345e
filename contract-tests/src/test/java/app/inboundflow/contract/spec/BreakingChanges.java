package app.inboundflow.contract.spec;

import app.inboundflow.contract.spec.BreakingChange.Broken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Collects breaking changes. What several operations share is one change that concerns them all. */
final class BreakingChanges {
    private final Map<List<Object>, BreakingChange> found = new LinkedHashMap<>();

    void add(Broken broken, Place place, String what, String operation, String where) {
        add(broken, place.pointer(), what, operation, where);
    }

    void add(Broken broken, String place, String what, String operation, String where) {
        var change = found.computeIfAbsent(
                List.of(broken, place, what),
                key -> new BreakingChange(broken, place, what, new TreeSet<>(), new TreeSet<>()));
        change.operations().add(operation);
        change.where().add(where);
    }

    List<BreakingChange> list() {
        return List.copyOf(found.values());
    }
}
