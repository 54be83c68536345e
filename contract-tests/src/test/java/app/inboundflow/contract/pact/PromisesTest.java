package app.inboundflow.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.ConsumerPactBuilder;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.core.model.V4Pact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A pact may name less than the contract promises, and nothing that it does not. */
class PromisesTest {
    private static final String KEY = "Bearer sk_live_your_key_here";

    private static PactDslRequestWithPath request(String method, String path) {
        return ConsumerPactBuilder.consumer("crm-sync")
                .hasPactWith("inboundflow-server")
                .uponReceiving("a request")
                .method(method)
                .path(path)
                .headers(Map.of("Authorization", KEY));
    }

    private static List<String> objections(PactDslRequestWithPath request, int status, String body) {
        var pact = request.willRespondWith().status(status).body(body).toPact(V4Pact.class);
        return Promises.objections(pact.getInteractions().get(0));
    }

    private static List<String> objections(PactDslRequestWithPath request, int status, Map<String, String> headers) {
        var pact = request.willRespondWith().status(status).headers(headers).toPact(V4Pact.class);
        return Promises.objections(pact.getInteractions().get(0));
    }

    @Test
    void takesAPartOfADocumentedResponse() {
        assertThat(objections(request("GET", "/v1/leads"), 200, "{\"data\": [{\"status\": \"lost\"}]}"))
                .isEmpty();
        assertThat(objections(request("GET", "/v1/leads"), 200, "{\"has_more\": true}"))
                .isEmpty();
        assertThat(objections(request("GET", "/v1/me"), 200, Map.of("X-RateLimit-Remaining", "0")))
                .isEmpty();
        assertThat(objections(request("GET", "/v1/me"), 200, "{\"meta\": {\"request_id\": \"req_0123456789ab\"}}"))
                .isEmpty();
    }

    @Test
    void objectsToAnUndocumentedProperty() {
        assertThat(objections(request("GET", "/v1/leads"), 200, "{\"data\": [{\"colour\": \"red\"}]}"))
                .singleElement()
                .asString()
                .contains("/data/0", "colour");
        assertThat(objections(request("GET", "/v1/leads"), 200, "{\"total\": 7}"))
                .singleElement()
                .asString()
                .contains("total");
    }

    @Test
    void objectsToAValueThatNeverComes() {
        assertThat(objections(request("GET", "/v1/leads"), 200, "{\"data\": [{\"status\": \"hot\"}]}"))
                .singleElement()
                .asString()
                .contains("/data/0/status");
        assertThat(objections(request("GET", "/v1/leads"), 200, "{\"data\": [{\"id\": 7}]}"))
                .isNotEmpty();
    }

    @Test
    void objectsToAWrongStatus() {
        assertThat(objections(request("GET", "/v1/leads"), 204, Map.of()))
                .singleElement()
                .asString()
                .contains("status 204 is not documented");
        assertThat(objections(request("GET", "/v1/leads"), 404, Map.of())).isNotEmpty();
        assertThat(objections(request("GET", "/v1/leads"), 400, Map.of()))
                .containsExactly("400 is expected of a request that is as documented");
    }

    @Test
    void objectsToAnUndocumentedHeader() {
        assertThat(objections(request("GET", "/v1/leads"), 200, Map.of("X-Total-Count", "7")))
                .containsExactly("the header X-Total-Count is not documented");
        assertThat(objections(request("GET", "/v1/leads"), 200, Map.of("Content-Type", "text/html")))
                .isNotEmpty();
    }

    @Test
    void objectsToARequestThatIsNotDocumented() {
        assertThat(objections(request("GET", "/v1/invoices"), 200, Map.of()))
                .containsExactly("the contract has no GET /v1/invoices");
        assertThat(objections(request("GET", "/v1/leads").query("owner=7"), 200, Map.of()))
                .containsExactly("the request: the query parameter owner is not documented");
        assertThat(objections(request("GET", "/v1/calls").matchQuery("phone", ".*", "4155551234"), 200, Map.of()))
                .singleElement()
                .asString()
                .contains("the request: the parameter phone");
        assertThat(objections(request("GET", "/v1/calls").matchQuery("phone", ".*", "+14155551234"), 200, Map.of()))
                .isEmpty();
        assertThat(objections(request("POST", "/v1/contacts").body("{\"name\": \"Jo\"}"), 201, Map.of()))
                .isNotEmpty();
        assertThat(objections(request("GET", "/v1/leads").headers(Map.of("Authorization", "none")), 200, Map.of()))
                .containsExactly("the request has no API key (Authorization: Bearer sk_live_…)");
    }
}
