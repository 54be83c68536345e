package app.inboundflow.contract.pact.consumer;

import static app.inboundflow.contract.pact.consumer.Exchanges.CONSUMER;
import static app.inboundflow.contract.pact.consumer.Exchanges.client;
import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.client.model.Scope;
import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.PactDslJsonRootValue;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.junit5.PactConsumerTest;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the client relies on when it asks who it is. */
@PactConsumerTest
@PactTestFor(providerName = Exchanges.PROVIDER, pactVersion = PactSpecVersion.V4)
class AccountPactTest {
    @Pact(consumer = CONSUMER)
    V4Pact account(PactDslWithProvider pact) {
        var request = Exchanges.get(
                pact.given("the key has the scope", Map.of("scope", "calls:read"))
                        .uponReceiving("a request for the organization"),
                "/v1/me");
        return Exchanges.pact(Exchanges.succeeds(
                request,
                200,
                response -> response.object("data", account -> account.stringMatcher(
                                "organization_id", "^" + Shapes.UUID_PATTERN + "$", Shapes.ID)
                        .stringType("organization_name", "Dave Auto Shop")
                        .stringType("plan", "Starter Plan")
                        .eachLike("scopes", PactDslJsonRootValue.stringMatcher("^[a-z]+:[a-z]+$", "calls:read")))));
    }

    @Test
    @PactTestFor(pactMethod = "account")
    void getMeReadsTheScopes(MockServer server) {
        try (var client = client(server)) {
            var response = client.withResponse(asking -> asking.me());

            assertThat(response.value().getScopes()).containsExactly(Scope.CALLS_READ);
            assertThat(response.requestId()).isEqualTo(Shapes.REQUEST_ID);
            assertThat(response.headers().firstValue("X-RateLimit-Remaining")).hasValue("59");
        }
    }
}
