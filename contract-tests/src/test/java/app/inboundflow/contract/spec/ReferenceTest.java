package app.inboundflow.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Schemas;
import app.inboundflow.check.Values;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract documents what the vendor's API reference does, no less and no more; the README beside its facts says where they are from. */
class ReferenceTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/reference");

    static List<Operation> operations() {
        return Contract.operations();
    }

    @Test
    void theContractHasTheDocumentedOperations() {
        var contract = Document.current().operations().stream()
                .map(operation -> operation.id() + ","
                        + operation.line().replace(' ', ',').replaceAll("\\{(\\w+)}", ":$1") + ","
                        + operation.place().text("summary"));

        assertThat(contract).containsExactlyInAnyOrderElementsOf(lines("operations.csv"));
    }

    @Test
    void theQueryParametersAreTheDocumentedOnes() {
        var contract = operations().stream().flatMap(operation -> operation.parameters("query").stream()
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

    @ParameterizedTest
    @MethodSource("operations")
    void theAnswerIsTheDocumentedOne(Operation operation) {
        var schema = operation
                .response(operation.method().equals("POST") ? 201 : 200)
                .at("/content/application~1json/schema");
        var documented = answer(operation.id());

        assertThat(Schemas.objections(schema, documented)).isEmpty();
        assertThat(fields(Values.distinct(schema, 1))).isEqualTo(fields(documented));
    }

    @Test
    void createContactTakesTheDocumentedRequest() {
        var schema = Contract.operation("createContact").requestBody();
        var documented = json("createContact");

        assertThat(Schemas.objections(schema, documented)).isEmpty();
        assertThat(fields(Values.distinct(schema, 1))).isEqualTo(fields(documented));
    }

    /**
     * A documented answer. Of a single call or contact the document says in words that it is like an item of the list, wrapped in {@code data}
     * beside {@code meta}, and of a call that it has a conversation, but not what a message is made of.
     */
    private static JsonNode answer(String operation) {
        return switch (operation) {
            case "getCall" -> {
                var answer = single("listCalls");
                ((ObjectNode) answer.get("data"))
                        .putArray("messages")
                        .add(Values.distinct(Contract.root().at("/components/schemas/Message"), 1));
                yield answer;
            }
            case "getContact", "createContact" -> single("listContacts");
            default -> json(operation);
        };
    }

    private static ObjectNode single(String list) {
        var page = (ObjectNode) json(list);
        page.remove(List.of("has_more", "next_cursor"));
        page.set("data", page.at("/data/0"));
        return page;
    }

    /** A documented body. Two texts of it stand for values: the type of ids, and the id of a request, which is cut short. */
    private static JsonNode json(String name) {
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(DIRECTORY.resolve(name + ".json"))
                            .replace("\"uuid\"", "\"07f51470-ef1d-421c-a847-36e98732bb9b\"")
                            .replace("\"req_abc123\"", "\"req_abc123abc123\""));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The lines of a table but its heading. */
    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(DIRECTORY.resolve(file)).stream().skip(1).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The names of all properties, such as {@code /data[]/id}. */
    private static Set<String> fields(JsonNode document) {
        var fields = new TreeSet<String>();
        new Place("", document)
                .descend()
                .forEach(place -> fields.add(place.pointer().replaceAll("/[0-9]+", "[]")));
        return fields;
    }
}
