package app.inboundflow.contract.report;

import java.util.List;

/**
 * The test run that the report is of.
 *
 * @param contract the version of the contract
 * @param commit the commit that was tested; empty where Git does not know
 * @param at when it ended
 * @param failures the names of what failed
 */
record Run(String contract, String commit, String at, int passed, int skipped, List<String> failures) {
    Verdict verdict(List<Section> sections) {
        var verdicts = sections.stream().map(Section::verdict).toList();
        if (!failures.isEmpty() || verdicts.contains(Verdict.DISPROVED)) {
            return Verdict.DISPROVED;
        }
        return verdicts.contains(Verdict.NOT_RUN) ? Verdict.NOT_RUN : Verdict.PROVED;
    }

    String headline(List<Section> sections) {
        return switch (verdict(sections)) {
            case PROVED -> "Contract, server and client agree.";
            case DISPROVED -> "Contract, server and client do not agree.";
            case NOT_RUN -> "What was run agrees; not everything was run.";
        };
    }
}
