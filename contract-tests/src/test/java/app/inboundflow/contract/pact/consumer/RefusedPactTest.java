package app.inboundflow.contract.pact.consumer;

import static app.inboundflow.contract.pact.consumer.Exchanges.create;
import static app.inboundflow.contract.pact.consumer.Exchanges.fails;
import static app.inboundflow.contract.pact.consumer.Exchanges.get;
import static app.inboundflow.contract.pact.consumer.Exchanges.getById;
import static app.inboundflow.contract.pact.consumer.Exchanges.list;
import static app.inboundflow.contract.pact.consumer.Exchanges.object;
import static app.inboundflow.contract.pact.consumer.Exchanges.test;
import static app.inboundflow.contract.pact.consumer.ReadingPactTest.ID;
import static app.inboundflow.contract.pact.consumer.ReadingPactTest.JOHN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.inboundflow.client.AuthenticationException;
import app.inboundflow.client.ConflictException;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.InboundFlowException;
import app.inboundflow.client.InvalidRequestException;
import app.inboundflow.client.ListCallsParameters;
import app.inboundflow.client.NotFoundException;
import app.inboundflow.client.PermissionException;
import app.inboundflow.client.RateLimitException;
import app.inboundflow.client.model.NewContact;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithoutPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the client relies on to tell its callers what went wrong: the status, the code, and what each error adds. */
class RefusedPactTest {
    /** An exchange that makes the client throw an exception of its own kind, with the code of the error. */
    private static <E extends InboundFlowException> DynamicTest refused(
            String code,
            Function<PactDslWithProvider, PactDslResponse> exchange,
            Class<E> kind,
            Consumer<InboundFlowClient> use,
            Consumer<E> more) {
        return test(kind.getSimpleName() + " " + code, exchange, client -> {
            var error = catchThrowableOfType(kind, () -> use.accept(client));

            assertThat(error.code()).isEqualTo(code);
            assertThat(error.requestId()).isEqualTo(Exchanges.REQUEST_ID);
            more.accept(error);
        });
    }

    private static Consumer<LambdaDslObject> fieldError(String in, String field) {
        return problem -> problem.eachLike("errors", error -> error.stringValue("field", field)
                .stringValue("in", in)
                .stringType("code", "out_of_range")
                .stringType("message", "must be at most 100"));
    }

    private static DynamicTest invalid(
            String field, Function<PactDslWithProvider, PactDslResponse> exchange, Consumer<InboundFlowClient> use) {
        return refused("invalid_request", exchange, InvalidRequestException.class, use, error -> assertThat(
                        error.fieldErrors())
                .singleElement()
                .satisfies(one -> assertThat(one.getField()).isEqualTo(field)));
    }

    @TestFactory
    Stream<DynamicTest> tellsWhichFieldIsWrong() {
        return Stream.of(
                invalid(
                        "limit",
                        pact -> fails(
                                get(pact.uponReceiving("a request for calls with a limit over 100"), "/v1/calls")
                                        .query("limit=1000"),
                                400,
                                "invalid_request",
                                fieldError("query", "limit")),
                        client -> client.calls().list(new ListCallsParameters().limit(1000))),
                invalid(
                        "phone",
                        pact -> fails(
                                create(
                                        pact.uponReceiving("a request to create a contact with a malformed number"),
                                        contact -> contact.stringMatcher("phone", "^[0-9]+$", "4155559999")),
                                400,
                                "invalid_request",
                                fieldError("body", "phone")),
                        client -> client.contacts().create(new NewContact().phone("4155559999"))));
    }

    @TestFactory
    Stream<DynamicTest> tellsThatTheKeyIsNotEnough() {
        var scopes = Map.<String, Consumer<InboundFlowClient>>of(
                "calls", client -> client.calls().list(),
                "contacts", client -> client.contacts().list(),
                "leads", client -> client.leads().list(),
                "appointments", client -> client.appointments().list());
        var reading = scopes.entrySet().stream()
                .map(list -> forbidden(
                        list.getKey() + ":read", list.getValue(), request -> list(request, "/v1/" + list.getKey())));
        var others = Stream.of(
                forbidden(
                        "contacts:write",
                        client -> client.contacts().create(JOHN),
                        request -> create(request, object("NewContact"))),
                refused(
                        "unauthorized",
                        pact -> fails(
                                        get(
                                                pact.given("the key is unknown")
                                                        .uponReceiving("a request with an unknown key"),
                                                "/v1/me"),
                                        401,
                                        "unauthorized")
                                .matchHeader("WWW-Authenticate", "^Bearer$", "Bearer"),
                        AuthenticationException.class,
                        InboundFlowClient::me,
                        error -> {}),
                refused(
                        "rate_limited",
                        pact -> fails(
                                        get(
                                                pact.given("the key has no requests left")
                                                        .uponReceiving("a request over the limit"),
                                                "/v1/me"),
                                        429,
                                        "rate_limited")
                                .matchHeader("X-RateLimit-Remaining", "^0$", "0")
                                .matchHeader("Retry-After", "^[1-9][0-9]{0,3}$", "12"),
                        RateLimitException.class,
                        InboundFlowClient::me,
                        error -> assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(12))));
        return Stream.concat(reading, others);
    }

    private static DynamicTest forbidden(
            String scope,
            Consumer<InboundFlowClient> use,
            Function<PactDslRequestWithoutPath, PactDslRequestWithPath> request) {
        return refused(
                "insufficient_scope",
                pact -> fails(
                        request.apply(pact.given("the key lacks the scope", Map.of("scope", scope))
                                .uponReceiving("a request that needs the scope " + scope)),
                        403,
                        "insufficient_scope"),
                PermissionException.class,
                use,
                error -> {});
    }

    @TestFactory
    Stream<DynamicTest> tellsThatThereIsNone() {
        return Stream.of(
                notFound("call", client -> client.calls().get(UUID.fromString(ID))),
                notFound("contact", client -> client.contacts().get(UUID.fromString(ID))));
    }

    private static DynamicTest notFound(String thing, Consumer<InboundFlowClient> use) {
        return refused(
                "not_found",
                pact -> fails(
                        getById(
                                pact.given("no " + thing + " has the id", Map.of("id", ID))
                                        .uponReceiving("a request for a " + thing + " that does not exist"),
                                "/v1/" + thing + "s",
                                ID),
                        404,
                        "not_found"),
                NotFoundException.class,
                use,
                error -> {});
    }

    @TestFactory
    Stream<DynamicTest> tellsWhatIsInTheWay() {
        return Stream.of(
                refused(
                        "contact_exists",
                        pact -> fails(
                                create(
                                        pact.given(
                                                        "a contact has the phone number",
                                                        Map.of("phone", JOHN.getPhone(), "id", ID))
                                                .uponReceiving("a request to create a contact with a known number"),
                                        object("NewContact", "phone", JOHN.getPhone())),
                                409,
                                "contact_exists",
                                problem -> problem.array("errors", none -> {}).stringValue("existing_id", ID)),
                        ConflictException.class,
                        client -> client.contacts().create(JOHN),
                        error -> assertThat(error.existingId()).hasToString(ID)),
                refused(
                        "idempotency_key_in_use",
                        pact -> fails(
                                create(
                                        pact.given(
                                                        "the Idempotency-Key is in use",
                                                        Map.of("key", Exchanges.IDEMPOTENCY_KEY))
                                                .uponReceiving(
                                                        "a request while another one with its Idempotency-Key is running"),
                                        object("NewContact")),
                                409,
                                "idempotency_key_in_use",
                                problem -> problem.array("errors", none -> {}).nullValue("existing_id")),
                        ConflictException.class,
                        client -> client.contacts().create(JOHN),
                        error -> assertThat(error.existingId()).isNull()),
                refused(
                        "idempotency_key_reused",
                        pact -> fails(
                                create(
                                        pact.given(
                                                        "the Idempotency-Key was used",
                                                        Map.of("key", Exchanges.IDEMPOTENCY_KEY))
                                                .uponReceiving("a request with the Idempotency-Key of another one"),
                                        object("NewContact")),
                                422,
                                "idempotency_key_reused"),
                        InvalidRequestException.class,
                        client -> client.contacts().create(JOHN),
                        error -> {}));
    }
}
