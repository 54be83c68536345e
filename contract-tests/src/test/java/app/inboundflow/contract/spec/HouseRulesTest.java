package app.inboundflow.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** openapi.yaml keeps the house rules, and every rule notices when it does not. */
class HouseRulesTest {
    private static final ContractDocument CONTRACT = ContractDocument.current();

    static List<Rule> rules() {
        return Stream.of(ResponseRules.all(), SchemaRules.all())
                .flatMap(rules -> rules)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theContractKeepsTheRule(Rule rule) {
        assertThat(violations(rule, CONTRACT))
                .as(
                        "%s. Follow the advice in openapi.yaml, or list the place with its reason in Deviation.java:%n%s",
                        rule,
                        violations(rule, CONTRACT).stream()
                                .map(violation -> "- " + violation)
                                .collect(Collectors.joining("\n")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void theRuleNotices(NamedEdit edit) {
        var rule = rules().stream()
                .filter(candidate -> candidate.name().equals(edit.rule()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("house-rules.yaml names an unknown rule: " + edit.rule()));

        assertThat(violations(rule, edit.of(CONTRACT))).as(rule.name()).isNotEmpty();
    }

    static List<NamedEdit> theRuleNotices() {
        return NamedEdit.read("house-rules.yaml");
    }

    @Test
    void everyRuleIsTriedOut() {
        var tried = theRuleNotices().stream().map(NamedEdit::rule).collect(Collectors.toSet());

        assertThat(tried)
                .as("add an edit that breaks the rule to src/test/resources/edits/house-rules.yaml")
                .containsExactlyInAnyOrderElementsOf(
                        rules().stream().map(Rule::name).toList());
    }

    @Test
    void everyDeviationIsStillOne() {
        assertThat(Deviation.ALL)
                .as("the contract keeps the rule now; remove the deviation from Deviation.java")
                .allMatch(deviation -> rules().stream().anyMatch(rule -> rule.violations()
                        .apply(CONTRACT)
                        .anyMatch(violation -> deviation.excuses(rule, violation))));
    }

    @AfterAll
    static void report() {
        Results.write(
                Proof.CONTRACT,
                "rules",
                rules().size() + " house rules",
                Map.of(
                        "House rules",
                        Map.of("kept", rules().stream().map(Rule::name).toList()),
                        "Deviations on purpose",
                        Deviation.ALL.stream().collect(Collectors.toMap(Deviation::pointer, Deviation::reason))));
    }

    private static List<Violation> violations(Rule rule, ContractDocument contract) {
        return rule.violations()
                .apply(contract)
                .filter(violation -> Deviation.ALL.stream().noneMatch(deviation -> deviation.excuses(rule, violation)))
                .distinct()
                .toList();
    }
}
