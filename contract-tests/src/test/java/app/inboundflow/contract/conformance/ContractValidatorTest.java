package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The validator takes the documented examples as they are, and objects to one of each kind of alteration. */
class ContractValidatorTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, List<String>> HEADERS = Map.of(
            "X-Request-Id", List.of("req_abc123abc123"),
            "X-RateLimit-Limit", List.of("60"),
            "X-RateLimit-Remaining", List.of("59"),
            "X-RateLimit-Reset", List.of("1771967160"),
            "Content-Type", List.of("application/json"));

    private static ObjectNode body(String operation) {
        ObjectNode body = Contract.operation(operation)
                .response(200)
                .at("/content/application~1json/examples/nextPage/value")
                .deepCopy();
        ((ObjectNode) body.get("meta")).put("request_id", "req_abc123abc123");
        return body;
    }

    private static Answer answer(int status, Map<String, List<String>> headers, JsonNode body) throws IOException {
        return new Answer(status, headers, JSON.writeValueAsBytes(body));
    }

    private static List<String> objections(ObjectNode body) throws IOException {
        return ContractValidator.objections("GET", "/v1/calls", answer(200, HEADERS, body));
    }

    @Test
    void takesTheDocumentedExample() throws IOException {
        assertThat(objections(body("listCalls"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/data/0 | id               | \"nonsense\"",
                "/data/0 | id               | null",
                "/data/0 | id               | 7",
                "/data/0 | status           | \"ringing\"",
                "/data/0 | caller_phone     | \"4155551234\"",
                "/data/0 | caller_name      | []",
                "/data/0 | duration_seconds | -1",
                "/data/0 | duration_seconds | 1.5",
                "/data/0 | duration_seconds | 2147483648",
                "/data/0 | recording_url    | \"no url\"",
                "/data/0 | started_at       | \"2026-02-24\"",
                "/data/0 | started_at       | \"2026-02-30T20:59:00Z\"",
                "/data/0 | started_at       | \"2026-02-24T20:59:00+00:00\"",
                "/data/0 | started_at       | \"2026-02-24T20:59:00.1234567Z\"",
                "/data/0 | colour           | \"red\"",
                "''      | colour           | null",
                "''      | has_more         | true",
                "''      | next_cursor      | \"abc\"",
                "/meta   | request_id       | \"req_def456def456\"",
            })
    void objectsToAProperty(String place, String name, String json) throws IOException {
        var body = body("listCalls");
        ((ObjectNode) body.at(place)).set(name, JSON.readTree(json));

        assertThat(objections(body)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "listAppointments, /v1/appointments, appointment_date, 2026-13-01",
        "listLeads, /v1/leads, caller_email, nobody",
        "listContacts, /v1/contacts, total_calls, many",
    })
    void objectsToABadFormat(String operation, String path, String name, String value) throws IOException {
        var body = body(operation);
        assertThat(ContractValidator.objections("GET", path, answer(200, HEADERS, body)))
                .isEmpty();

        ((ObjectNode) body.at("/data/0")).put(name, value);
        assertThat(ContractValidator.objections("GET", path, answer(200, HEADERS, body)))
                .isNotEmpty();
    }

    @Test
    void objectsToEveryPropertyThatIsMissing() throws IOException {
        for (var name : body("listCalls").at("/data/0").properties()) {
            var body = body("listCalls");
            ((ObjectNode) body.at("/data/0")).remove(name.getKey());
            assertThat(objections(body)).as(name.getKey()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Request-Id", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Content-Type"
            })
    void objectsToAHeaderThatIsMissingOrWrong(String name) throws IOException {
        var headers = new HashMap<>(HEADERS);
        headers.put(name, List.of("wrong"));
        assertThat(ContractValidator.objections("GET", "/v1/calls", answer(200, headers, body("listCalls"))))
                .isNotEmpty();
        headers.remove(name);
        assertThat(ContractValidator.objections("GET", "/v1/calls", answer(200, headers, body("listCalls"))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 400, 404, 500})
    void objectsToAnotherStatus(int status) throws IOException {
        assertThat(ContractValidator.objections("GET", "/v1/calls", answer(status, HEADERS, body("listCalls"))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"data\": [], \"data\": []}"})
    void objectsToABodyThatIsNotOneDocument(String body) {
        var answer = new Answer(200, HEADERS, body.getBytes(StandardCharsets.UTF_8));

        assertThat(ContractValidator.objections("GET", "/v1/calls", answer)).isNotEmpty();
        assertThat(ContractValidator.objections("GET", "/v1/nowhere", answer)).isNotEmpty();
    }
}
