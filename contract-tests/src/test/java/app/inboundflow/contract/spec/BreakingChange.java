package app.inboundflow.contract.spec;

import java.util.SortedSet;

/**
 * Something that a program written against the released contract can no longer rely on.
 *
 * @param broken who is broken
 * @param place the JSON Pointer of what changed; in the released contract when it is gone from this one
 * @param what what happened to it
 * @param operations the ids of the operations that are concerned
 * @param where the parts of these operations, such as {@code response 200}
 */
record BreakingChange(Broken broken, String place, String what, SortedSet<String> operations, SortedSet<String> where) {

    /** Whose programs stop working. */
    enum Broken {
        CALLERS("everyone who calls"),
        SENDERS("senders of requests"),
        READERS("readers of responses");

        private final String words;

        Broken(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    @Override
    public String toString() {
        return place + " " + what + "; breaks " + broken + ": " + String.join(", ", operations) + " ("
                + String.join(", ", where) + ")";
    }
}
