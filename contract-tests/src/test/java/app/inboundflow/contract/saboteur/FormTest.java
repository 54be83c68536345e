package app.inboundflow.contract.saboteur;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Contract;
import app.inboundflow.check.ContractValidator;
import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The proof that the validator knows every form that the contract documents: each answer that the contract shows is altered, one place at a
 * time, and the validator must object to every alteration.
 */
class FormTest {
    static List<ShownAnswer> answers() {
        return ShownAnswer.all().toList();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatTheContractShowsIsAsItDocuments(ShownAnswer shown) {
        assertThat(ContractValidator.objections(shown.operation().method(), shown.path(), shown.answer()))
                .isEmpty();
    }

    @Test
    void theContractShowsEveryAnswer() {
        assertThat(answers())
                .extracting(ShownAnswer::toString)
                .containsAll(Contract.operations().stream()
                        .flatMap(
                                operation -> operation.statuses().stream().map(status -> operation.id() + " " + status))
                        .toList());
    }

    @Test
    void everyAlterationIsObjectedTo() {
        var made = new HashSet<String>();
        var kinds = new TreeMap<String, Integer>();
        var missed = new ArrayList<String>();
        for (var shown : answers()) {
            for (var altered : Alterations.of(shown)) {
                // Many answers share a schema or a header, and each place is altered once.
                if (made.add(altered.kind() + " " + altered.where() + " " + altered.what())) {
                    kinds.merge(altered.kind(), 1, Integer::sum);
                    if (ContractValidator.objections(shown.operation().method(), shown.path(), altered.answer())
                            .isEmpty()) {
                        missed.add(shown + " " + altered.where() + ": " + altered.kind() + ", " + altered.what());
                    }
                }
            }
        }

        var sentence = "%,d of %,d alterations caught, each at a place of its own"
                .formatted(made.size() - missed.size(), made.size());
        Results.write(Proof.FORM, "", sentence, Map.of("Alterations, by kind", kinds, "Missed", Map.of("all", missed)));
        assertThat(missed)
                .as("Nobody objected to these; teach ContractValidator to")
                .isEmpty();
        assertThat(kinds).as("alterations of every kind").hasSize(17);
    }
}
