package app.inboundflow.contract.spec;

import java.util.List;

/**
 * A place where the contract breaks a house rule on purpose.
 *
 * @param rule the name of the rule
 * @param pointer the place
 * @param reason why
 */
record Deviation(String rule, String pointer, String reason) {
    static final List<Deviation> ALL = List.of(
            new Deviation(
                    "every response property is required",
                    "/components/schemas/Message/properties/time",
                    "Messages are returned as the voice platform stored them, and not every turn has its time: what it"
                            + " did not store is absent, as its other properties are."),
            new Deviation(
                    "a detailed schema has all that the basic one has",
                    "/components/schemas/ConflictProblem/properties/status",
                    "A conflict is always a 409."),
            new Deviation(
                    "a detailed schema has all that the basic one has",
                    "/components/schemas/ConflictProblem/properties/code",
                    "It names the two codes that a conflict has."));

    boolean excuses(Rule broken, Violation violation) {
        return rule.equals(broken.name()) && pointer.equals(violation.place().pointer());
    }
}
