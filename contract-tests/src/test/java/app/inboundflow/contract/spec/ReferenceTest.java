package app.inboundflow.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Schemas;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract documents what the vendor's API reference does, no less and no more; the README beside its facts says where they are from.
 * Of a single call or contact the reference has no body: it says that it is like an item of the list, which is a house rule and a check of
 * the walk.
 */
class ReferenceTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/reference");

    @Test
    void theContractHasTheDocumentedOperations() throws IOException {
        var contract = Contract.operations().stream()
                .map(operation -> String.join(
                        ",",
                        operation.id(),
                        operation.method(),
                        operation.path().replaceAll("\\{(\\w+)}", ":$1"),
                        operation.definition().get("summary").asText()));

        assertThat(contract).containsExactlyInAnyOrderElementsOf(lines("operations.csv"));
    }

    @Test
    void theQueryParametersAreTheDocumentedOnes() throws IOException {
        var contract = Contract.operations().stream().flatMap(operation -> operation.parameters("query").stream()
                .map(parameter -> row(operation, parameter)));

        assertThat(contract)
                .as("operationId, name, type, default, max, format and values")
                .containsExactlyInAnyOrderElementsOf(lines("query-parameters.csv"));
    }

    private static String row(Operation operation, JsonNode parameter) {
        assertThat(parameter.path("required").asBoolean()).isFalse();
        var schema = Contract.resolve(parameter.get("schema"));
        return String.join(
                ",",
                operation.id(),
                parameter.get("name").asText(),
                schema.path("type").asText(),
                schema.path("default").asText("null"),
                schema.path("maximum").asText(),
                "date-time".equals(schema.path("format").asText()) ? "ISO datetime" : "",
                String.join(" ", Contract.texts(schema.path("enum"))));
    }

    /** Every property of an answer is required, so one that is documented in one place only is missing or unknown. */
    @ParameterizedTest
    @ValueSource(strings = {"listCalls", "listContacts", "listLeads", "listAppointments", "getMe"})
    void theAnswerIsTheDocumentedOne(String id) throws IOException {
        var schema = Contract.operation(id).body(200);

        assertThat(Schemas.objections(schema, json(id))).isEmpty();
    }

    @Test
    void createContactTakesTheDocumentedRequest() throws IOException {
        var schema = Contract.operation("createContact").requestBody();
        var documented = json("createContact");

        assertThat(Schemas.objections(schema, documented)).isEmpty();
        assertThat(Contract.resolve(schema).get("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(documented::fieldNames);
    }

    /** A documented body. Two texts of it stand for values: the type of ids, and the id of a request, which is cut short. */
    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(DIRECTORY.resolve(name + ".json"))
                        .replace("\"uuid\"", "\"07f51470-ef1d-421c-a847-36e98732bb9b\"")
                        .replace("\"req_abc123\"", "\"req_abc123abc123\""));
    }

    /** The lines of a table but its heading. */
    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(DIRECTORY.resolve(file)).stream().skip(1).toList();
    }
}
