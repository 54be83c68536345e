package app.inboundflow.contract.pact.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.inboundflow.check.Contract;
import app.inboundflow.client.AuthenticationException;
import app.inboundflow.client.ConflictException;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.InboundFlowException;
import app.inboundflow.client.InvalidRequestException;
import app.inboundflow.client.ListAppointmentsParameters;
import app.inboundflow.client.ListCallsParameters;
import app.inboundflow.client.ListContactsParameters;
import app.inboundflow.client.ListLeadsParameters;
import app.inboundflow.client.NotFoundException;
import app.inboundflow.client.Page;
import app.inboundflow.client.PermissionException;
import app.inboundflow.client.RateLimitException;
import app.inboundflow.client.model.AppointmentStatus;
import app.inboundflow.client.model.CallStatus;
import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import app.inboundflow.client.model.NewContact;
import app.inboundflow.contract.pact.Promises;
import au.com.dius.pact.consumer.ConsumerPactRunnerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.Consumer;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.Provider;
import au.com.dius.pact.core.model.V4Pact;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client relies on, which these tests write into its pact: that it reads each answer, and tells each error by an exception. */
class ClientPactTest {
    static final String IDEMPOTENCY_KEY = "3f0e9a52-1c52-4f9b-8a43-8b6f0d1f7c1e";

    private static final String ID = "07f51470-ef1d-421c-a847-36e98732bb9b";
    private static final String OTHER_ID = "dbf31702-3468-4639-a5a4-e07f9bdae9a7";
    private static final String CURSOR = "eyJhZnRlciI6ICIyMDI2In0";
    private static final String TWO_CALLS =
            "a call exists: {id: %s, created_at: '2026-02-23T21:00:00Z'},".formatted(OTHER_ID)
                    + "a call exists: {id: %s, created_at: '2026-02-24T21:00:00Z'}".formatted(ID);
    private static final NewContact JOHN =
            new NewContact().phone("+14155559999").name("John Doe").notes("Referred by Maria Garcia");
    private static final String CREATE_JOHN = """
            POST /v1/contacts {"phone": "+14155559999", "name": "John Doe", "notes": "Referred by Maria Garcia"}""";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** The exceptions of the client's README. */
    private static final Map<Integer, Class<? extends InboundFlowException>> THROWN = Map.of(
            400, InvalidRequestException.class,
            401, AuthenticationException.class,
            403, PermissionException.class,
            404, NotFoundException.class,
            409, ConflictException.class,
            422, InvalidRequestException.class,
            429, RateLimitException.class);

    static Stream<Exchange> isRead() {
        return Stream.of(
                new Exchange(
                                "a first request in a minute",
                                "the key has the limit: {limit: 60}",
                                "GET /v1/me",
                                "200",
                                InboundFlowClient::me)
                        .with(Map.of("X-RateLimit-Limit", "60", "X-RateLimit-Remaining", "59")),
                new Exchange(
                        "a request for completed calls of a number since a moment",
                        "a call exists: {status: completed, caller_phone: '+14155551234'}",
                        "GET /v1/calls?limit=10&status=completed&since=2026-02-24T00:00:00Z&phone=%2B14155551234",
                        "200 data: [{status: completed, caller_phone: '+14155551234'}]",
                        client -> client.calls()
                                .list(new ListCallsParameters()
                                        .limit(10)
                                        .since(Instant.parse("2026-02-24T00:00:00Z"))
                                        .status(CallStatus.COMPLETED)
                                        .phone("+14155551234"))),
                new Exchange(
                        "a request for the contact of a number",
                        "a contact has the phone number: {phone: '+14155551234'}",
                        "GET /v1/contacts?limit=100&phone=%2B14155551234",
                        "200 data: [{phone: '+14155551234'}]",
                        client -> client.contacts().list(new ListContactsParameters().phone("+14155551234"))),
                new Exchange(
                        "a request for new and urgent leads",
                        "a lead exists: {status: new, urgency: high}",
                        "GET /v1/leads?limit=100&status=new&urgency=high",
                        "200 data: [{status: new, urgency: high}]",
                        client -> client.leads()
                                .list(new ListLeadsParameters()
                                        .status(LeadStatus.NEW)
                                        .urgency(LeadUrgency.HIGH))),
                new Exchange(
                        "a request for booked appointments",
                        "an appointment exists: {status: booked}",
                        "GET /v1/appointments?limit=100&status=booked",
                        "200 data: [{status: booked}]",
                        client -> client.appointments()
                                .list(new ListAppointmentsParameters().status(AppointmentStatus.BOOKED))),
                new Exchange(
                        "a request for two calls in their order",
                        TWO_CALLS,
                        "GET /v1/calls?limit=100",
                        "200 data: [{id: %s}, {id: %s}]".formatted(ID, OTHER_ID),
                        client -> client.calls().list()),
                new Exchange(
                        "a request for the first page of calls",
                        TWO_CALLS,
                        "GET /v1/calls?limit=1",
                        "200 data: [{id: %s}], has_more: true".formatted(ID),
                        client -> client.calls().list(new ListCallsParameters().limit(1))),
                new Exchange(
                        "a request for the page of calls behind a cursor",
                        TWO_CALLS + ", a page of calls was read: {limit: 1}",
                        "GET /v1/calls?limit=1&cursor=" + CURSOR,
                        "200 data: [{id: %s}]".formatted(OTHER_ID),
                        client -> client.calls()
                                .list(new ListCallsParameters().limit(1).cursor(CURSOR))),
                new Exchange(
                        "a request for calls of which nothing is known",
                        "a call exists of which nothing is known: {status: blocked}",
                        "GET /v1/calls?limit=100",
                        """
                        200 data: [{status: blocked, caller_phone: null, caller_name: null, duration_seconds: null, summary: null,
                                transcript: null, recording_url: null, transfer_status: null, ended_at: null, assistant_id: null,
                                contact_id: null}]""",
                        client -> client.calls().list()),
                new Exchange(
                        "a request for a call",
                        "a call exists: {id: %s}".formatted(ID),
                        "GET /v1/calls/" + ID,
                        "200 data: {id: %s}".formatted(ID),
                        client -> client.calls().get(UUID.fromString(ID))),
                new Exchange(
                        "a request for a contact",
                        "a contact exists: {id: %s, total_calls: 5}".formatted(ID),
                        "GET /v1/contacts/" + ID,
                        "200 data: {id: %s, total_calls: 5}".formatted(ID),
                        client -> client.contacts().get(UUID.fromString(ID))),
                new Exchange(
                        "a request to create a contact",
                        "no contact has the phone number: {phone: '+14155559999'}",
                        CREATE_JOHN,
                        """
                        201 data: {phone: '+14155559999', name: John Doe, email: null, company: null, notes: Referred by Maria Garcia,
                               source: api, total_calls: 0, last_call_at: null}""",
                        client -> client.contacts().create(JOHN)));
    }

    private static Exchange forbidden(String scope, String request, Function<InboundFlowClient, ?> use) {
        var description = "a request that needs the scope " + scope;
        var states = "the key lacks the scope: {scope: '%s'}".formatted(scope);
        return new Exchange(description, states, request, "403 code: insufficient_scope", use);
    }

    static Stream<Exchange> isRefused() {
        return Stream.of(
                new Exchange(
                        "a request for calls with a limit over 100",
                        "",
                        "GET /v1/calls?limit=1000",
                        "400 code: invalid_request, errors: [{field: limit, in: query}]",
                        client -> client.calls().list(new ListCallsParameters().limit(1000))),
                new Exchange(
                        "a request to create a contact with a malformed number",
                        "",
                        "POST /v1/contacts {\"phone\": \"4155559999\"}",
                        "400 code: invalid_request, errors: [{field: phone, in: body}]",
                        client -> client.contacts().create(new NewContact().phone("4155559999"))),
                forbidden("calls:read", "GET /v1/calls?limit=100", client -> client.calls()
                        .list()),
                forbidden("contacts:read", "GET /v1/contacts?limit=100", client -> client.contacts()
                        .list()),
                forbidden("leads:read", "GET /v1/leads?limit=100", client -> client.leads()
                        .list()),
                forbidden("appointments:read", "GET /v1/appointments?limit=100", client -> client.appointments()
                        .list()),
                forbidden("contacts:write", CREATE_JOHN, client -> client.contacts()
                        .create(JOHN)),
                new Exchange(
                        "a request with an unknown key",
                        "the key is unknown: {}",
                        "GET /v1/me",
                        "401 code: unauthorized",
                        InboundFlowClient::me),
                new Exchange(
                                "a request over the limit",
                                "the key has no requests left: {}",
                                "GET /v1/me",
                                "429 code: rate_limited",
                                InboundFlowClient::me)
                        .with(Map.of("X-RateLimit-Remaining", "0")),
                new Exchange(
                        "a request for a call that does not exist",
                        "no call has the id: {id: %s}".formatted(ID),
                        "GET /v1/calls/" + ID,
                        "404 code: not_found",
                        client -> client.calls().get(UUID.fromString(ID))),
                new Exchange(
                        "a request for a contact that does not exist",
                        "no contact has the id: {id: %s}".formatted(ID),
                        "GET /v1/contacts/" + ID,
                        "404 code: not_found",
                        client -> client.contacts().get(UUID.fromString(ID))),
                new Exchange(
                        "a request to create a contact with a known number",
                        "a contact has the phone number: {phone: '+14155559999', id: %s}".formatted(ID),
                        CREATE_JOHN,
                        "409 code: contact_exists, existing_id: " + ID,
                        client -> client.contacts().create(JOHN)),
                new Exchange(
                        "a request while another one with its Idempotency-Key is running",
                        "the Idempotency-Key is in use: {key: %s}".formatted(IDEMPOTENCY_KEY),
                        CREATE_JOHN,
                        "409 code: idempotency_key_in_use, existing_id: null",
                        client -> client.contacts().create(JOHN)),
                new Exchange(
                        "a request with the Idempotency-Key of another one",
                        "the Idempotency-Key was used: {key: %s}".formatted(IDEMPOTENCY_KEY),
                        CREATE_JOHN,
                        "422 code: idempotency_key_reused",
                        client -> client.contacts().create(JOHN)));
    }

    @ParameterizedTest
    @MethodSource
    void isRead(Exchange exchange) {
        ask(exchange, (client, answer, body) -> {
            var read = client.withResponse(exchange.use()::apply);

            assertThat(read.requestId()).isEqualTo(header(answer, "X-Request-Id"));
            assertThat(read.headers().firstValue("X-RateLimit-Remaining"))
                    .hasValue(header(answer, "X-RateLimit-Remaining"));
            if (read.value() instanceof Page<?> page) {
                requireRead(body.get("data"), page.items());
                requireRead(body.get("has_more"), page.hasMore());
                requireRead(body.get("next_cursor"), page.nextCursor());
            } else {
                requireRead(body.get("data"), read.value());
            }
        });
    }

    @ParameterizedTest
    @MethodSource
    void isRefused(Exchange exchange) {
        ask(exchange, (client, answer, body) -> {
            var error = catchThrowableOfType(
                    THROWN.get(exchange.status()), () -> exchange.use().apply(client));

            assertThat(error.requestId()).isEqualTo(header(answer, "X-Request-Id"));
            requireRead(body.get("code"), error.code());
            switch (error) {
                case ConflictException conflict -> requireRead(body.get("existing_id"), conflict.existingId());
                case InvalidRequestException invalid -> requireRead(body.get("errors"), invalid.fieldErrors());
                case RateLimitException limited ->
                    assertThat(limited.retryAfter().toSeconds())
                            .isEqualTo(Long.parseLong(header(answer, "Retry-After")));
                default -> {}
            }
        });
    }

    @Test
    void everyOperationIsUsed() {
        assertThat(Stream.concat(isRead(), isRefused()).map(Exchange::operation))
                .as("add the missing operation to isRead()")
                .containsAll(Contract.operations());
    }

    private static String header(HttpResponse answer, String name) {
        return answer.getHeaders().get(name).getFirst();
    }

    private static void requireRead(JsonNode answered, Object read) {
        assertThat(JSON.<JsonNode>valueToTree(read)).isEqualTo(answered);
    }

    private interface Use {
        void with(InboundFlowClient client, HttpResponse answer, JsonNode body) throws IOException;
    }

    /** Has Pact's server answer the client, and, when all that was asked is what was to be asked, writes it into the pact. */
    private static void ask(Exchange exchange, Use use) {
        var interaction = exchange.interaction();
        assertThat(Promises.objections(interaction))
                .as("\"%s\": change it, or the contract first", exchange)
                .isEmpty();
        var pact = new V4Pact(
                new Consumer("inboundflow-java-client"), new Provider("inboundflow-server"), List.of(interaction));
        var config = MockProviderConfig.createDefault(PactSpecVersion.V4);
        var result = ConsumerPactRunnerKt.runConsumerTest(pact, config, (server, context) -> {
            try (var client = InboundFlowClient.builder()
                    .apiKey(Exchange.KEY)
                    .baseUrl(server.getUrl())
                    .maxRetries(0)
                    .build()) {
                var answer = interaction.getResponse();
                use.with(client, answer, JSON.readTree(answer.getBody().getValue()));
            }
            return null;
        });
        if (result instanceof PactVerificationResult.Error failed) {
            throw new AssertionError(failed.getError());
        }
        assertThat(result).as(result.getDescription()).isInstanceOf(PactVerificationResult.Ok.class);
    }
}
