package app.inboundflow.contract.pact.consumer;

import static app.inboundflow.contract.pact.consumer.Exchanges.CONSUMER;
import static app.inboundflow.contract.pact.consumer.Exchanges.client;
import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.client.ListCallsParameters;
import app.inboundflow.client.model.Call;
import app.inboundflow.client.model.CallStatus;
import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.junit5.PactConsumerTest;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the client relies on when it reads calls. */
@PactConsumerTest
@PactTestFor(providerName = Exchanges.PROVIDER, pactVersion = PactSpecVersion.V4)
class CallsPactTest {
    @Pact(consumer = CONSUMER)
    V4Pact filteredCalls(PactDslWithProvider pact) {
        var request = Exchanges.get(
                        pact.given(
                                        "a call exists",
                                        Map.of("id", Shapes.ID, "status", "completed", "caller_phone", Shapes.PHONE))
                                .uponReceiving("a request for completed calls of a number since a moment"),
                        "/v1/calls")
                .matchQuery("limit", "^[0-9]{1,3}$", "10")
                .matchQuery("since", "^[0-9-]{10}T[0-9:]{8}(\\.[0-9]{1,9})?Z$", "2026-02-24T00:00:00Z")
                .matchQuery("status", "^completed$", "completed")
                .matchQuery("phone", Shapes.PHONE_PATTERN, Shapes.PHONE);
        return Exchanges.pact(Exchanges.succeeds(request, 200, Shapes.page(Shapes::completedCall)));
    }

    @Test
    @PactTestFor(pactMethod = "filteredCalls")
    void listCallsSendsEveryFilter(MockServer server) {
        try (var client = client(server)) {
            var page = client.calls()
                    .list(new ListCallsParameters()
                            .limit(10)
                            .since(Instant.parse("2026-02-24T00:00:00Z"))
                            .status(CallStatus.COMPLETED)
                            .phone(Shapes.PHONE));

            assertThat(page.hasMore()).isFalse();
            assertThat(page.items()).singleElement().satisfies(call -> {
                assertThat(call.getId()).hasToString(Shapes.ID);
                assertThat(call.getStatus()).isEqualTo(CallStatus.COMPLETED);
                assertThat(call.getStartedAt().toInstant()).isEqualTo("2026-02-24T21:00:00Z");
            });
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact twoPages(PactDslWithProvider pact) {
        var first = Exchanges.get(
                        pact.given("calls exist", Map.of("count", 2))
                                .uponReceiving("a request for the first page of calls"),
                        "/v1/calls")
                .matchQuery("limit", "^1$", "1");
        var second = Exchanges.get(
                        Exchanges.succeeds(first, 200, Shapes.pageBeforeAnother(Shapes::call))
                                .given("a page of calls was read", Map.of("count", 2, "limit", 1))
                                .uponReceiving("a request for the page of calls behind a cursor"),
                        "/v1/calls")
                .matchQuery("limit", "^1$", "1")
                .queryParameterFromProviderState("cursor", "${cursor}", Shapes.CURSOR);
        return Exchanges.pact(Exchanges.succeeds(second, 200, Shapes.page(Shapes::call)));
    }

    @Test
    @PactTestFor(pactMethod = "twoPages")
    void listCallsReadsOnWithTheCursor(MockServer server) {
        try (var client = client(server)) {
            assertThat(client.calls().list(new ListCallsParameters().limit(1)).all())
                    .hasSize(2);
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact unknownCall(PactDslWithProvider pact) {
        var request = Exchanges.list(
                pact.given("a call exists of which nothing is known", Map.of("status", "blocked"))
                        .uponReceiving("a request for calls of which nothing is known"),
                "/v1/calls");
        return Exchanges.pact(Exchanges.succeeds(request, 200, Shapes.page(Shapes::unknownCall)));
    }

    @Test
    @PactTestFor(pactMethod = "unknownCall")
    void listCallsReadsEveryNull(MockServer server) {
        try (var client = client(server)) {
            assertThat(client.calls().list().items())
                    .singleElement()
                    .extracting(Call::getCallerPhone, Call::getEndedAt, Call::getContactId)
                    .containsOnlyNulls();
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact callWithMessages(PactDslWithProvider pact) {
        var request = Exchanges.getById(
                pact.given("a call exists", Map.of("id", Shapes.ID)).uponReceiving("a request for a call"),
                "/v1/calls",
                Shapes.ID);
        return Exchanges.pact(Exchanges.succeeds(request, 200, Shapes.single(Shapes::callWithMessages)));
    }

    @Test
    @PactTestFor(pactMethod = "callWithMessages")
    void getCallReadsTheConversation(MockServer server) {
        try (var client = client(server)) {
            var call = client.calls().get(UUID.fromString(Shapes.ID));

            assertThat(call.getMessages()).singleElement().satisfies(message -> assertThat(message.getRole())
                    .isEqualTo("assistant"));
        }
    }
}
