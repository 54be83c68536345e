package app.inboundflow.contract.pact.consumer;

import static app.inboundflow.contract.pact.consumer.Exchanges.CONSUMER;
import static app.inboundflow.contract.pact.consumer.Exchanges.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.inboundflow.client.AuthenticationException;
import app.inboundflow.client.ConflictException;
import app.inboundflow.client.InvalidRequestException;
import app.inboundflow.client.ListCallsParameters;
import app.inboundflow.client.NotFoundException;
import app.inboundflow.client.RateLimitException;
import app.inboundflow.client.model.NewContact;
import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.junit5.PactConsumerTest;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the client relies on to tell its callers what went wrong: the status, the code, and what each error adds. */
@PactConsumerTest
@PactTestFor(providerName = Exchanges.PROVIDER, pactVersion = PactSpecVersion.V4)
class ErrorsPactTest {
    private static V4Pact notFound(PactDslWithProvider pact, String thing, String path, String id) {
        var request = Exchanges.getById(
                pact.given("no " + thing + " has the id", Map.of("id", id))
                        .uponReceiving("a request for a " + thing + " that does not exist"),
                path,
                id);
        return Exchanges.pact(Exchanges.fails(request, 404, "not_found"));
    }

    private static Consumer<LambdaDslObject> fieldError(String in, String field) {
        return problem -> problem.eachLike("errors", error -> error.stringValue("field", field)
                .stringValue("in", in)
                .stringType("code", "out_of_range")
                .stringType("message", "must be at most 100"));
    }

    @Pact(consumer = CONSUMER)
    V4Pact limitOutOfRange(PactDslWithProvider pact) {
        var request = Exchanges.get(pact.uponReceiving("a request for calls with a limit over 100"), "/v1/calls")
                .matchQuery("limit", "^1000$", "1000");
        return Exchanges.pact(Exchanges.fails(request, 400, "invalid_request", fieldError("query", "limit")));
    }

    @Test
    @PactTestFor(pactMethod = "limitOutOfRange")
    void listCallsTellsWhichParameterIsWrong(MockServer server) {
        try (var client = client(server)) {
            var error = catchThrowableOfType(
                    InvalidRequestException.class, () -> client.calls().list(new ListCallsParameters().limit(1000)));

            assertThat(error.code()).isEqualTo("invalid_request");
            assertThat(error.fieldErrors()).singleElement().satisfies(field -> assertThat(field.getField())
                    .isEqualTo("limit"));
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact malformedPhone(PactDslWithProvider pact) {
        var request = Exchanges.post(
                pact.uponReceiving("a request to create a contact with a malformed number"),
                "/v1/contacts",
                contact -> contact.stringMatcher("phone", "^[0-9]+$", "4155559999"));
        return Exchanges.pact(Exchanges.fails(request, 400, "invalid_request", fieldError("body", "phone")));
    }

    @Test
    @PactTestFor(pactMethod = "malformedPhone")
    void createContactTellsWhichPropertyIsWrong(MockServer server) {
        try (var client = client(server)) {
            var error = catchThrowableOfType(InvalidRequestException.class, () -> client.contacts()
                    .create(new NewContact().phone("4155559999")));

            assertThat(error.fieldErrors()).singleElement().satisfies(field -> assertThat(field.getField())
                    .isEqualTo("phone"));
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact unknownKey(PactDslWithProvider pact) {
        var request = Exchanges.get(
                pact.given("the key is unknown").uponReceiving("a request with an unknown key"), "/v1/me");
        return Exchanges.pact(
                Exchanges.fails(request, 401, "unauthorized").matchHeader("WWW-Authenticate", "^Bearer$", "Bearer"));
    }

    @Test
    @PactTestFor(pactMethod = "unknownKey")
    void getMeTellsThatTheKeyIsUnknown(MockServer server) {
        try (var client = client(server)) {
            assertThat(catchThrowableOfType(AuthenticationException.class, client::me)
                            .requestId())
                    .isEqualTo(Shapes.REQUEST_ID);
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact noSuchCall(PactDslWithProvider pact) {
        return notFound(pact, "call", "/v1/calls", Shapes.ID);
    }

    @Test
    @PactTestFor(pactMethod = "noSuchCall")
    void getCallTellsThatThereIsNone(MockServer server) {
        try (var client = client(server)) {
            assertThat(catchThrowableOfType(NotFoundException.class, () -> client.calls()
                                    .get(UUID.fromString(Shapes.ID)))
                            .code())
                    .isEqualTo("not_found");
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact noSuchContact(PactDslWithProvider pact) {
        return notFound(pact, "contact", "/v1/contacts", Shapes.CONTACT_ID);
    }

    @Test
    @PactTestFor(pactMethod = "noSuchContact")
    void getContactTellsThatThereIsNone(MockServer server) {
        try (var client = client(server)) {
            assertThat(catchThrowableOfType(NotFoundException.class, () -> client.contacts()
                                    .get(UUID.fromString(Shapes.CONTACT_ID)))
                            .code())
                    .isEqualTo("not_found");
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact knownPhone(PactDslWithProvider pact) {
        var request = Exchanges.post(
                pact.given("a contact has the phone number", Map.of("phone", "+14155559999", "id", Shapes.CONTACT_ID))
                        .uponReceiving("a request to create a contact with a known number"),
                "/v1/contacts",
                ContactsPactTest::newContact);
        return Exchanges.pact(
                Exchanges.fails(request, 409, "contact_exists", problem -> problem.array("errors", none -> {})
                        .stringMatcher("existing_id", "^" + Shapes.UUID_PATTERN + "$", Shapes.CONTACT_ID)));
    }

    @Test
    @PactTestFor(pactMethod = "knownPhone")
    void createContactTellsWhichContactHasTheNumber(MockServer server) {
        try (var client = client(server)) {
            var error = catchThrowableOfType(
                    ConflictException.class, () -> client.contacts().create(ContactsPactTest.johnDoe()));

            assertThat(error.code()).isEqualTo("contact_exists");
            assertThat(error.existingId()).hasToString(Shapes.CONTACT_ID);
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact reusedKey(PactDslWithProvider pact) {
        var request = Exchanges.post(
                pact.given("the Idempotency-Key was used", Map.of("key", Exchanges.IDEMPOTENCY_KEY))
                        .uponReceiving("a request with the Idempotency-Key of another one"),
                "/v1/contacts",
                ContactsPactTest::newContact);
        return Exchanges.pact(Exchanges.fails(request, 422, "idempotency_key_reused"));
    }

    @Test
    @PactTestFor(pactMethod = "reusedKey")
    void createContactTellsThatTheKeyWasUsed(MockServer server) {
        try (var client = client(server)) {
            assertThat(catchThrowableOfType(InvalidRequestException.class, () -> client.contacts()
                                    .create(ContactsPactTest.johnDoe()))
                            .code())
                    .isEqualTo("idempotency_key_reused");
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact keyInUse(PactDslWithProvider pact) {
        var request = Exchanges.post(
                pact.given("the Idempotency-Key is in use", Map.of("key", Exchanges.IDEMPOTENCY_KEY))
                        .uponReceiving("a request while another one with its Idempotency-Key is running"),
                "/v1/contacts",
                ContactsPactTest::newContact);
        return Exchanges.pact(
                Exchanges.fails(request, 409, "idempotency_key_in_use", problem -> problem.array("errors", none -> {})
                        .nullValue("existing_id")));
    }

    @Test
    @PactTestFor(pactMethod = "keyInUse")
    void createContactTellsThatTheFirstRequestIsRunning(MockServer server) {
        try (var client = client(server)) {
            var error = catchThrowableOfType(
                    ConflictException.class, () -> client.contacts().create(ContactsPactTest.johnDoe()));

            assertThat(error.code()).isEqualTo("idempotency_key_in_use");
            assertThat(error.existingId()).isNull();
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact noRequestsLeft(PactDslWithProvider pact) {
        var request = Exchanges.get(
                pact.given("the key has no requests left").uponReceiving("a request over the limit"), "/v1/me");
        return Exchanges.pact(Exchanges.fails(request, 429, "rate_limited")
                .matchHeader("X-RateLimit-Remaining", "^0$", "0")
                .matchHeader("Retry-After", "^[1-9][0-9]{0,3}$", "12"));
    }

    @Test
    @PactTestFor(pactMethod = "noRequestsLeft")
    void getMeTellsWhenToComeBack(MockServer server) {
        try (var client = client(server)) {
            var error = catchThrowableOfType(RateLimitException.class, client::me);

            assertThat(error.code()).isEqualTo("rate_limited");
            assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(12));
        }
    }
}
