package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.problem.ProblemType;
import io.micronaut.json.JsonMapper;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
    private static final String MARIA = "dbf31702-3468-4639-a5a4-e07f9bdae9a7";

    private final Organization organization = Organization.create();
    private final Api api = organization.api();

    @Test
    void theServerServesTheContractItIsGeneratedFrom() throws IOException {
        var served = HttpTest.plain(TestServer.shared(), "/openapi.yaml");

        assertThat(served.status()).isEqualTo(200);
        assertThat(served.bytes()).isEqualTo(Files.readAllBytes(Contract.file()));
    }

    @Test
    void everyProblemTypeHasItsPage() {
        for (var type : ProblemType.values()) {
            assertThat(HttpTest.plain(TestServer.shared(), type.path()).status())
                    .as(type.path())
                    .isEqualTo(200);
        }
    }

    @Test
    void theRoutesAreTheOperationsOfTheContract() {
        var documented = new TreeSet<String>();
        Contract.at("paths").forEach((path, methods) -> {
            for (var method : Contract.map(methods).keySet()) {
                documented.add(method.toUpperCase(Locale.ROOT) + " " + path);
            }
        });

        var routes = TestServer.shared()
                .bean(Router.class)
                .uriRoutes()
                .map(route -> route.getHttpMethodName() + " "
                        + route.getUriMatchTemplate()
                                .toPathString()
                                .replace("{callId}", "{call_id}")
                                .replace("{contactId}", "{contact_id}"))
                .filter(route -> !route.startsWith("HEAD "))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(routes.stream().filter(route -> route.contains(" /v1"))).containsExactlyElementsOf(documented);
        assertThat(routes.stream().filter(route -> !route.contains(" /v1")))
                .allMatch(route -> route.matches("GET (/health.*|/docs.*|/openapi.yaml|/problems.*|/)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "contacts", "leads", "appointments"})
    void everyListAnswersWithTheDocumentedPages(String list) throws IOException {
        storeExamples();

        var cursors = new LinkedHashMap<String, String>();
        for (var page : pages(list)) {
            var request = Contract.map(page).get("description").toString().replaceAll("`(GET )?", "");
            // A cursor of the server's stands for each documented one.
            for (var cursor : cursors.entrySet()) {
                request = request.replace(cursor.getKey(), cursor.getValue());
            }
            var answer = api.get(request).expect(200);
            var expected = new LinkedHashMap<>(Contract.map(Contract.map(page).get("value")));
            if (expected.get("next_cursor") instanceof String documented) {
                cursors.put(documented, answer.nextCursor());
                expected.put("next_cursor", answer.nextCursor());
            }
            answer.expect(200, jsonWithoutMeta(expected));
        }
        assertThat(cursors).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/calls/{call_id}, /v1/calls/07f51470-ef1d-421c-a847-36e98732bb9b",
        "/v1/contacts/{contact_id}, /v1/contacts/dbf31702-3468-4639-a5a4-e07f9bdae9a7",
    })
    void everySingleReadAnswersWithTheDocumentedExample(String operation, String path) throws IOException {
        storeExamples();
        var call = example("/v1/calls/{call_id}");
        organization.messages(
                UUID.fromString(Contract.map(call.get("data")).get("id").toString()),
                json(Contract.map(call.get("data")).get("messages")));

        api.get(path).expect(200, jsonWithoutMeta(example(operation)));
    }

    @Test
    void getMeAnswersWithThePropertiesOfTheDocumentedExample() throws IOException {
        var example = new LinkedHashMap<>(example("/v1/me"));
        var data = new LinkedHashMap<>(Contract.map(example.get("data")));
        data.put("organization_id", organization.id().toString());
        data.put("scopes", Contract.texts("components", "schemas", "Scope", "enum"));
        example.put("data", data);

        api.get("/v1/me").expect(200, jsonWithoutMeta(example));
    }

    @Test
    void createContactAnswersTheDocumentedRequestWithTheDocumentedExample() throws IOException {
        var made = api.createContact(json(Contract.value(
                "paths", "/v1/contacts", "post", "requestBody", "content", "application/json", "example")));

        var example = new LinkedHashMap<>(Contract.at(
                "paths", "/v1/contacts", "post", "responses", "201", "content", "application/json", "example"));
        var data = new LinkedHashMap<>(Contract.map(example.get("data")));
        for (var own : new String[] {"id", "created_at", "updated_at"}) {
            data.put(own, made.data().optString(own));
        }
        example.put("data", data);
        made.expect(201, jsonWithoutMeta(example));
    }

    @Test
    void everyProblemIsTheDocumentedExample() throws IOException {
        organization.contact("id", MARIA, "phone", "+14155551234");
        api.createContact("{\"phone\": \"+14155559999\"}", "Idempotency-Key", "k")
                .expect(201);

        assertExample("BadRequest", api.get("/v1/calls?limit=101"));
        assertExample("Unauthorized", TestServer.shared().anonymous().get("/v1/calls"));
        assertExample("Forbidden", organization.api(organization.key(60)).get("/v1/calls"));
        assertExample("NotFound", api.get("/v1/calls/" + UUID.randomUUID()));
        assertExample("MethodNotAllowed", api.send("DELETE", "/v1/calls", BodyPublishers.noBody()));
        assertExample("NotAcceptable", api.get("/v1/calls", "Accept", "text/html"));
        assertExample("Conflict", api.createContact("{\"phone\": \"+14155551234\"}"));
        assertExample("UriTooLong", api.get("/v1/calls?limit=" + "1".repeat(4096)));
        assertExample("HeadersTooLarge", api.get("/v1/calls", "X-Large", "x".repeat(8192)));
        assertExample("PayloadTooLarge", api.createContact("x".repeat(65_537)));
        assertExample(
                "UnsupportedMediaType",
                api.send("POST", "/v1/contacts", BodyPublishers.ofString("x"), "Content-Type", "text/plain"));
        assertExample(
                "UnprocessableContent", api.createContact("{\"phone\": \"+14155559998\"}", "Idempotency-Key", "k"));
    }

    /** The body and the documented headers. */
    private void assertExample(String response, Answer answer) throws IOException {
        var content = Contract.at("components", "responses", response, "content", "application/problem+json");
        var example = content.containsKey("example")
                ? Contract.map(content.get("example"))
                : Contract.map(Contract.map(Contract.map(content.get("examples"))
                                .values()
                                .iterator()
                                .next())
                        .get("value"));
        answer.expect((int) example.get("status"), jsonWithoutMeta(example));
        Contract.at("components", "responses", response, "headers").forEach((name, header) -> {
            var shared = Contract.map(header).get("$ref").toString().replaceFirst(".*/", "");
            if (Contract.value("components", "headers", shared, "required").equals(true)) {
                assertThat(answer.header(name)).as(response + " " + name).isNotEmpty();
            }
        });
    }

    private void storeExamples() {
        for (var list : List.of("contacts", "calls", "leads", "appointments")) {
            for (var page : pages(list)) {
                Contract.list(Contract.map(Contract.map(page).get("value")).get("data"))
                        .forEach(item -> store(list, Contract.map(item)));
            }
        }
    }

    private void store(String list, Map<String, Object> item) {
        var columns = new ArrayList<Object>();
        item.forEach((name, value) -> {
            columns.add(name);
            columns.add(value);
        });
        organization.row(list, columns.toArray());
    }

    private static Collection<Object> pages(String list) {
        return Contract.at("paths", "/v1/" + list, "get", "responses", "200", "content", "application/json", "examples")
                .values();
    }

    private static Map<String, Object> example(String path) {
        return Contract.at("paths", path, "get", "responses", "200", "content", "application/json", "example");
    }

    private static String jsonWithoutMeta(Map<String, Object> document) throws IOException {
        var copy = new LinkedHashMap<>(document);
        copy.remove("meta");
        return json(copy);
    }

    private static String json(Object document) throws IOException {
        return TestServer.shared().bean(JsonMapper.class).writeValueAsString(document);
    }
}
