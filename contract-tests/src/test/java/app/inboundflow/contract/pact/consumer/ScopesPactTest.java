package app.inboundflow.contract.pact.consumer;

import static app.inboundflow.contract.pact.consumer.Exchanges.CONSUMER;
import static app.inboundflow.contract.pact.consumer.Exchanges.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.PermissionException;
import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithoutPath;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.junit5.PactConsumerTest;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the client relies on when a key lacks a scope: each scope has a 403 of its own kind. */
@PactConsumerTest
@PactTestFor(providerName = Exchanges.PROVIDER, pactVersion = PactSpecVersion.V4)
class ScopesPactTest {
    private static PactDslRequestWithoutPath without(PactDslWithProvider pact, String scope) {
        return pact.given("the key lacks the scope", Map.of("scope", scope))
                .uponReceiving("a request that needs the scope " + scope);
    }

    private static V4Pact forbidden(PactDslWithProvider pact, String scope, String path) {
        return Exchanges.pact(Exchanges.fails(Exchanges.list(without(pact, scope), path), 403, "insufficient_scope"));
    }

    private static void expectForbidden(MockServer server, Consumer<InboundFlowClient> request) {
        try (var client = client(server)) {
            var error = catchThrowableOfType(PermissionException.class, () -> request.accept(client));

            assertThat(error.code()).isEqualTo("insufficient_scope");
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact withoutCallsRead(PactDslWithProvider pact) {
        return forbidden(pact, "calls:read", "/v1/calls");
    }

    @Test
    @PactTestFor(pactMethod = "withoutCallsRead")
    void listCallsNeedsItsScope(MockServer server) {
        expectForbidden(server, client -> client.calls().list());
    }

    @Pact(consumer = CONSUMER)
    V4Pact withoutContactsRead(PactDslWithProvider pact) {
        return forbidden(pact, "contacts:read", "/v1/contacts");
    }

    @Test
    @PactTestFor(pactMethod = "withoutContactsRead")
    void listContactsNeedsItsScope(MockServer server) {
        expectForbidden(server, client -> client.contacts().list());
    }

    @Pact(consumer = CONSUMER)
    V4Pact withoutContactsWrite(PactDslWithProvider pact) {
        return Exchanges.pact(Exchanges.fails(
                Exchanges.post(without(pact, "contacts:write"), "/v1/contacts", ContactsPactTest::newContact),
                403,
                "insufficient_scope"));
    }

    @Test
    @PactTestFor(pactMethod = "withoutContactsWrite")
    void createContactNeedsItsScope(MockServer server) {
        expectForbidden(server, client -> client.contacts().create(ContactsPactTest.johnDoe()));
    }

    @Pact(consumer = CONSUMER)
    V4Pact withoutLeadsRead(PactDslWithProvider pact) {
        return forbidden(pact, "leads:read", "/v1/leads");
    }

    @Test
    @PactTestFor(pactMethod = "withoutLeadsRead")
    void listLeadsNeedsItsScope(MockServer server) {
        expectForbidden(server, client -> client.leads().list());
    }

    @Pact(consumer = CONSUMER)
    V4Pact withoutAppointmentsRead(PactDslWithProvider pact) {
        return forbidden(pact, "appointments:read", "/v1/appointments");
    }

    @Test
    @PactTestFor(pactMethod = "withoutAppointmentsRead")
    void listAppointmentsNeedsItsScope(MockServer server) {
        expectForbidden(server, client -> client.appointments().list());
    }
}
