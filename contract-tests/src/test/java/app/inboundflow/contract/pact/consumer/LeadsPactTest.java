package app.inboundflow.contract.pact.consumer;

import static app.inboundflow.contract.pact.consumer.Exchanges.CONSUMER;
import static app.inboundflow.contract.pact.consumer.Exchanges.client;
import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.client.ListLeadsParameters;
import app.inboundflow.client.model.Lead;
import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.junit5.PactConsumerTest;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the client relies on when it reads leads. */
@PactConsumerTest
@PactTestFor(providerName = Exchanges.PROVIDER, pactVersion = PactSpecVersion.V4)
class LeadsPactTest {
    @Pact(consumer = CONSUMER)
    V4Pact newUrgentLeads(PactDslWithProvider pact) {
        var request = Exchanges.list(
                        pact.given("a lead exists", Map.of("status", "new", "urgency", "high"))
                                .uponReceiving("a request for new and urgent leads"),
                        "/v1/leads")
                .matchQuery("status", "^new$", "new")
                .matchQuery("urgency", "^high$", "high");
        return Exchanges.pact(Exchanges.succeeds(request, 200, Shapes.page(Shapes::newUrgentLead)));
    }

    @Test
    @PactTestFor(pactMethod = "newUrgentLeads")
    void listLeadsSendsBothFilters(MockServer server) {
        try (var client = client(server)) {
            assertThat(client.leads()
                            .list(new ListLeadsParameters()
                                    .status(LeadStatus.NEW)
                                    .urgency(LeadUrgency.HIGH))
                            .items())
                    .singleElement()
                    .extracting(Lead::getStatus, Lead::getUrgency)
                    .containsExactly(LeadStatus.NEW, LeadUrgency.HIGH);
        }
    }
}
