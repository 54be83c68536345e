package app.inboundflow.contract.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the proofs of this run leave what they found, for the page that shows it. */
public final class Results {
    private static final Map<Proof, Map<String, Part>> ALL = new EnumMap<>(Proof.class);

    private Results() {}

    /** A part of a proof; see {@link #write}. */
    record Part(String sentence, Map<String, ?> tables) {}

    /**
     * Leaves a part of a proof, in the place of an earlier one.
     *
     * @param part a name, when the proof has several; else empty
     * @param sentence what was found, in a few words
     * @param tables by caption: maps whose values are maps, collections, or what was found; 0 and false are failures
     */
    public static synchronized void write(Proof proof, String part, String sentence, Map<String, ?> tables) {
        ALL.computeIfAbsent(proof, unknown -> new TreeMap<>()).put(part, new Part(sentence, tables));
    }

    /** What the parts of a proof left. */
    static synchronized List<Part> of(Proof proof) {
        return List.copyOf(ALL.getOrDefault(proof, Map.of()).values());
    }
}
