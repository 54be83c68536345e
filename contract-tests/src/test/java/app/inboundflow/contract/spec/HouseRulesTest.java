package app.inboundflow.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import app.inboundflow.contract.spec.HouseRules.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** openapi.yaml keeps the house rules, and every rule notices when it does not. */
class HouseRulesTest {
    private static final Document CONTRACT = Document.current();

    static List<Rule> rules() {
        return HouseRules.ALL;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theContractKeepsTheRule(Rule rule) {
        assertThat(HouseRules.violations(rule, CONTRACT))
                .as("%s. Or list the place with its reason in HouseRules.DEVIATIONS", rule)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void theRuleNotices(Edit edit) {
        assertThat(HouseRules.ALL)
                .filteredOn(rule -> rule.name().equals(edit.rule()))
                .singleElement()
                .satisfies(rule -> assertThat(HouseRules.violations(rule, edit.of(CONTRACT)))
                        .isNotEmpty());
    }

    static List<Edit> theRuleNotices() {
        return Edit.read("house-rules.yaml");
    }

    @Test
    void everyRuleIsTriedOut() {
        assertThat(theRuleNotices())
                .as("add an edit that breaks the rule to src/test/resources/edits/house-rules.yaml")
                .extracting(Edit::rule)
                .containsAll(HouseRules.ALL.stream().map(Rule::name).toList());
    }

    @Test
    void everyDeviationIsStillOne() {
        assertThat(HouseRules.ALL.stream().flatMap(rule -> rule.broken().apply(CONTRACT)))
                .as("the contract keeps the rule now; remove the deviation")
                .extracting(Place::pointer)
                .containsAll(HouseRules.DEVIATIONS.keySet());
    }

    @AfterAll
    static void report() {
        Results.write(
                Proof.CONTRACT,
                "rules",
                HouseRules.ALL.size() + " house rules",
                Map.of(
                        "House rules",
                        Map.of("kept", HouseRules.ALL.stream().map(Rule::name).toList()),
                        "Deviations on purpose",
                        HouseRules.DEVIATIONS));
    }
}
