package app.inboundflow.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import au.com.dius.pact.consumer.ConsumerPactBuilder;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import au.com.dius.pact.core.model.V4Pact;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A pact may name less than the contract promises, and nothing that it does not. */
class PromisesTest {
    private static PactDslRequestWithPath request(String method, String path) {
        return ConsumerPactBuilder.consumer("crm-sync")
                .hasPactWith("inboundflow-server")
                .uponReceiving("a request")
                .method(method)
                .path(path)
                .headers(Map.of("Authorization", "Bearer sk_live_your_key_here"));
    }

    private static PactDslResponse leads(int status, String body) {
        return request("GET", "/v1/leads").willRespondWith().status(status).body(body);
    }

    private static PactDslResponse succeeds(PactDslRequestWithPath request) {
        return request.willRespondWith().status(200);
    }

    private static List<String> objections(PactDslResponse response) {
        return Promises.objections(
                response.toPact(V4Pact.class).getInteractions().getFirst());
    }

    static Stream<PactDslResponse> takesAPartOfWhatIsDocumented() {
        return Stream.of(
                leads(200, "{\"data\": [{\"status\": \"lost\"}]}"),
                leads(200, "{\"has_more\": true}"),
                leads(200, "{\"meta\": {\"request_id\": \"req_0123456789ab\"}}"),
                succeeds(request("GET", "/v1/me")).headers(Map.of("X-RateLimit-Remaining", "0")),
                succeeds(request("GET", "/v1/calls").matchQuery("phone", ".*", "+14155551234")));
    }

    @ParameterizedTest
    @MethodSource
    void takesAPartOfWhatIsDocumented(PactDslResponse response) {
        assertThat(objections(response)).isEmpty();
    }

    static Stream<Arguments> objectsToWhatIsNotDocumented() {
        return Stream.of(
                arguments("colour", leads(200, "{\"data\": [{\"colour\": \"red\"}]}")),
                arguments("total", leads(200, "{\"total\": 7}")),
                arguments("/data/0/status", leads(200, "{\"data\": [{\"status\": \"hot\"}]}")),
                arguments("/data/0/id", leads(200, "{\"data\": [{\"id\": 7}]}")),
                arguments("status 204 is not documented", leads(204, "")),
                arguments("status 404 is not documented", leads(404, "{}")),
                arguments("400 is expected of a request that is as documented", leads(400, "{}")),
                arguments("X-Total-Count is not documented", leads(200, "{}").headers(Map.of("X-Total-Count", "7"))),
                arguments("media type", leads(200, "{}").headers(Map.of("Content-Type", "text/html"))),
                arguments("the contract has no GET /v1/invoices", succeeds(request("GET", "/v1/invoices"))),
                arguments(
                        "owner is not documented",
                        succeeds(request("GET", "/v1/leads").query("owner=7"))),
                arguments(
                        "the parameter phone",
                        succeeds(request("GET", "/v1/calls").matchQuery("phone", ".*", "4155551234"))),
                arguments(
                        "the media type of the body",
                        succeeds(request("POST", "/v1/contacts").body("{\"name\": \"Jo\"}"))),
                arguments(
                        "the request has no API key",
                        succeeds(request("GET", "/v1/leads").headers(Map.of("Authorization", "none")))));
    }

    @ParameterizedTest
    @MethodSource
    void objectsToWhatIsNotDocumented(String objection, PactDslResponse response) {
        assertThat(objections(response)).anyMatch(found -> found.contains(objection));
    }
}
