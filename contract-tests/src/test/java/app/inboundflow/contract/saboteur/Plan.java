package app.inboundflow.contract.saboteur;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The alterations of one response, and how many were left out because the contract allows their result. */
final class Plan {
    private final List<Alteration> alterations = new ArrayList<>();
    private final Map<String, Integer> legal = new TreeMap<>();

    /** All alterations that the contract yields for a real response. */
    static Plan of(Sample sample) {
        var plan = new Plan();
        new BodyAlterations(sample.body(), plan).addAll(sample.schema());
        TogetherAlterations.addAll(sample.body(), plan);
        HeaderAlterations.addAll(sample, plan);
        WholeAlterations.addAll(sample, plan);
        return plan;
    }

    void add(Alteration alteration) {
        alterations.add(alteration);
    }

    /** Leaves an alteration out. */
    void leaveOut(String reason) {
        legal.merge(reason, 1, Integer::sum);
    }

    List<Alteration> alterations() {
        return alterations;
    }

    Map<String, Integer> legal() {
        return legal;
    }
}
