package app.inboundflow.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Schemas;
import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example in the contract is valid, and has no property that is not documented. */
class ExamplesTest {
    private static final Document CONTRACT = Document.current();

    /** @param schema where the schema is that the value is an example of */
    record Example(Place value, String schema) {
        List<String> objections() {
            return Schemas.objections(Contract.root().at(schema), value.node());
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    static List<Example> examples() {
        return examples(CONTRACT).toList();
    }

    /** Those of parameters, headers and contents, and those of schemas; and the defaults, which are values that somebody may get. */
    private static Stream<Example> examples(Document document) {
        return Stream.concat(
                        document.places().filter(place -> place.has("schema")).flatMap(place -> Stream.concat(
                                        Stream.of(place.child("example")),
                                        place.children("examples").map(named -> named.child("value")))
                                .map(value -> new Example(value, place.pointer() + "/schema"))),
                        document.schemas().flatMap(schema -> Stream.concat(
                                        Stream.of(schema.child("default")), schema.children("examples"))
                                .map(value -> new Example(value, schema.pointer()))))
                .filter(example -> example.value().exists());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsValid(Example example) {
        assertThat(example.objections())
                .as("%s does not fit %s; correct the one that is wrong", example, example.schema())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void anInvalidExampleIsNoticed(Edit edit) {
        assertThat(examples(edit.of(CONTRACT)))
                .anyMatch(example -> !example.objections().isEmpty());
    }

    static List<Edit> anInvalidExampleIsNoticed() {
        return Edit.read("examples.yaml");
    }

    @AfterAll
    static void report() {
        Results.write(Proof.CONTRACT, "examples", examples().size() + " examples", Map.of());
    }
}
