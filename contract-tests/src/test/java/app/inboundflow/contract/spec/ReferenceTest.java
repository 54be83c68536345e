package app.inboundflow.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract documents what the vendor's API reference does: no less, and more only for a reason. */
class ReferenceTest {
    private static final ContractDocument CONTRACT = ContractDocument.current();
    private static final SchemaValidator VALIDATOR = new SchemaValidator(CONTRACT.closed());

    /** What the contract has and no example of the document, by operation, with the reason. */
    private static final Map<String, Map<String, String>> ADDITIONS = Map.of(
            "getCall",
            Map.of(
                    "data.messages", "documented in words: a single call has the conversation history",
                    "data.messages[].role", "the document does not say what a message is made of; this is the least",
                    "data.messages[].content", "the document does not say what a message is made of; this is the least",
                    "data.messages[].time", "when it was said, where the voice platform recorded it"));

    static Stream<String> operations() {
        return Reference.table("operations").stream().map(cells -> cells.get(0));
    }

    @Test
    void theContractHasTheDocumentedOperations() {
        var documented = Reference.table("operations").stream()
                .map(cells ->
                        List.of(cells.get(0), cells.get(1), cells.get(2).replaceAll(":(\\w+)", "{$1}"), cells.get(3)))
                .toList();

        var contract = CONTRACT.operations().stream()
                .map(operation -> List.of(
                        operation.id(),
                        operation.method(),
                        operation.path(),
                        operation.place().text("summary")))
                .toList();

        assertThat(contract)
                .as("operationId, method, path and summary in openapi.yaml against reference/operations.csv")
                .containsExactlyInAnyOrderElementsOf(documented);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theDocumentedResponseIsValid(String operation) {
        var response = withoutAdditions(operation);

        assertThat(response.validate(CONTRACT.operation(operation).successSchema(), documented(operation)))
                .as("%s in openapi.yaml must allow the response that the vendor documents", operation)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theResponseHasTheDocumentedFields(String operation) {
        var expected = new TreeSet<>(Fields.ofDocument(documented(operation)));
        expected.addAll(ADDITIONS.getOrDefault(operation, Map.of()).keySet());

        assertThat(Fields.ofSchema(CONTRACT, CONTRACT.operation(operation).successSchema()))
                .as("fields of %s in openapi.yaml against the vendor's; an addition needs its reason here", operation)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void createContactTakesTheDocumentedRequest() {
        var request = Reference.body("createContact");
        var schema = CONTRACT.operation("createContact").requestContent().child("schema");

        assertThat(VALIDATOR.validate(schema, request)).isEmpty();
        assertThat(Fields.ofSchema(CONTRACT, schema)).isEqualTo(Fields.ofDocument(request));
    }

    @Test
    void theQueryParametersAreTheDocumentedOnes() {
        var contract = new ArrayList<List<String>>();
        CONTRACT.operations().forEach(operation -> operation
                .parameters()
                .filter(parameter -> parameter.text("in").equals("query"))
                .forEach(parameter -> contract.add(row(operation, parameter))));

        assertThat(contract)
                .as("operationId, name, type, default, max, format and values in openapi.yaml against"
                        + " reference/query-parameters.csv")
                .containsExactlyInAnyOrderElementsOf(Reference.table("query-parameters"));
    }

    @Test
    void noQueryParameterIsRequired() {
        assertThat(CONTRACT.operations().stream()
                        .flatMap(DocumentedOperation::parameters)
                        .filter(parameter -> parameter.text("in").equals("query"))
                        .filter(parameter -> parameter.node().path("required").asBoolean()))
                .isEmpty();
    }

    @Test
    void everyPlaceholderIsNeeded() {
        assertThat(Placeholder.ALL).allSatisfy(placeholder -> assertThat(
                        operations().filter(operation -> isRefusedWith(operation, placeholder)))
                .as("%s is valid as it stands, or not there any more; remove it", placeholder.text())
                .isNotEmpty());
    }

    /** Whether a response is invalid only because this placeholder was left in it. */
    private static boolean isRefusedWith(String operation, Placeholder placeholder) {
        var others = Placeholder.ALL.stream()
                .filter(other -> !other.equals(placeholder))
                .toList();
        var response = Placeholder.fill(Reference.response(operation), others);
        return !withoutAdditions(operation)
                .validate(CONTRACT.operation(operation).successSchema(), response)
                .isEmpty();
    }

    private static JsonNode documented(String operation) {
        return Placeholder.fill(Reference.response(operation), Placeholder.ALL);
    }

    /** A validator that does not ask for what only the contract has. */
    private static SchemaValidator withoutAdditions(String operation) {
        return operation.equals("getCall")
                ? new SchemaValidator(CONTRACT.closed()
                        .edited(edits -> edits.run("removeText /components/schemas/CallDetail/required messages")))
                : VALIDATOR;
    }

    private static List<String> row(DocumentedOperation operation, Place parameter) {
        var schema = CONTRACT.resolve(parameter.child("schema"));
        return List.of(
                operation.id(),
                parameter.text("name"),
                schema.text("type"),
                schema.has("default") ? schema.text("default") : "null",
                schema.text("maximum"),
                schema.text("format").equals("date-time") ? "ISO datetime" : "",
                String.join(" ", schema.texts("enum")));
    }
}
