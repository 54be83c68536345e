package app.inboundflow.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pact may name less than the contract promises, and nothing that it does not. */
class PromisesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            GET /v1/leads                      | 200 | -                           | {"data": [{"status": "lost"}]}             | -
            GET /v1/leads                      | 200 | -                           | {"has_more": true}                         | -
            GET /v1/me                         | 200 | X-RateLimit-Remaining: 0    | -                                          | -
            GET /v1/calls phone=+14155551234   | 200 | -                           | -                                          | -
            GET /v1/leads                      | 200 | -                           | {"data": [{"colour": "red"}]}              | colour
            GET /v1/leads                      | 200 | -                           | {"total": 7}                               | total
            GET /v1/leads                      | 200 | -                           | {"data": [{"status": "hot"}]}              | /data/0/status
            GET /v1/leads                      | 200 | -                           | {"data": [{"id": 7}]}                      | /data/0/id
            GET /v1/leads                      | 204 | -                           | -                                          | status 204 is not documented
            GET /v1/leads                      | 404 | -                           | {}                                         | status 404 is not documented
            GET /v1/leads                      | 400 | -                           | {}                                         | 400 is expected of a request that is as documented
            GET /v1/leads                      | 200 | X-Total-Count: 7            | -                                          | X-Total-Count is not documented
            GET /v1/leads                      | 200 | X-RateLimit-Remaining: many | -                                          | integer
            GET /v1/leads                      | 200 | Content-Type: text/html     | -                                          | media type
            GET /v1/invoices                   | 200 | -                           | -                                          | the contract has no GET /v1/invoices
            GET /v1/leads owner=7              | 200 | -                           | -                                          | property 'owner' is not defined
            GET /v1/calls phone=4155551234     | 200 | -                           | -                                          | /query/phone does not match
            POST /v1/contacts                  | 201 | -                           | -                                          | required property 'body' not found
            """)
    void objectsToWhatIsNotDocumented(String asked, int status, String header, String body, String objection) {
        var words = asked.split("[ =]");
        Map<String, List<String>> query = words.length > 2 ? Map.of(words[2], List.of(words[3])) : Map.of();
        var interaction = interaction(words[0], words[1], query, "Bearer sk_live_your_key_here");
        var response = interaction.getResponse();
        response.setStatus(status);
        if (header != null) {
            response.getHeaders().put(header.split(": ")[0], List.of(header.split(": ")[1]));
        }
        if (body != null) {
            response.setBody(OptionalBody.body(body, ContentType.getJSON()));
        }

        var objections = Promises.objections(interaction);

        assertThat(objections).allMatch(found -> objection != null && found.contains(objection));
        assertThat(objections.isEmpty()).as(objections.toString()).isEqualTo(objection == null);
    }

    @Test
    void objectsToARequestWithoutAKey() {
        assertThat(Promises.objections(interaction("GET", "/v1/me", Map.of(), "none")))
                .singleElement()
                .asString()
                .contains("the request has no API key");
    }

    private static SynchronousHttp interaction(
            String method, String path, Map<String, List<String>> query, String authorization) {
        var headers = Map.of("Authorization", List.of(authorization));
        return new SynchronousHttp(
                "",
                "a request",
                List.of(),
                new HttpRequest(method, path, query, headers),
                new HttpResponse(200, new HashMap<>()));
    }

    /** Pact leaves out those with others without a word. */
    @Test
    void committedPactsAreWithTheServer() {
        var files = Path.of("src/test/resources/pacts").toFile().listFiles();
        assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                        new ObjectMapper().readTree(file).at("/provider/name").asText())
                .as(file + ": the name of its provider")
                .isEqualTo("inboundflow-server"));
    }
}
