package app.inboundflow.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example in the contract is valid, and has no property that is not documented. */
class ExamplesTest {
    private static final ContractDocument CONTRACT = ContractDocument.current();
    private static final SchemaValidator VALIDATOR = new SchemaValidator(CONTRACT.closed());

    static Stream<Example> examples() {
        return Example.in(CONTRACT);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsValid(Example example) {
        assertThat(VALIDATOR.validate(example.schema(), example.value().node()))
                .as("%s does not fit %s; correct the one that is wrong", example.value(), example.schema())
                .isEmpty();
    }

    @Test
    void examplesOfEveryKindAreValidated() {
        assertThat(counts()).containsOnlyKeys("headers", "parameters", "request bodies", "response bodies", "schemas");
    }

    @ParameterizedTest
    @MethodSource
    void anInvalidExampleIsNoticed(NamedEdit edit) {
        assertThat(Example.in(edit.of(CONTRACT))).anyMatch(example -> !VALIDATOR
                .validate(example.schema(), example.value().node())
                .isEmpty());
    }

    static List<NamedEdit> anInvalidExampleIsNoticed() {
        return NamedEdit.read("examples.yaml");
    }

    @AfterAll
    static void report() {
        Results.write(
                Proof.CONTRACT,
                "examples",
                examples().count() + " examples",
                Map.of("Examples held against their schemas", counts()));
    }

    private static TreeMap<String, Long> counts() {
        return examples().collect(Collectors.groupingBy(Example::kind, TreeMap::new, Collectors.counting()));
    }
}
