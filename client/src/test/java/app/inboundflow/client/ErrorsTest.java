package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.inboundflow.client.FaultServer.Fault;
import app.inboundflow.client.FaultServer.Reply;
import app.inboundflow.client.model.FieldError;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest extends FaultTest {
    private static final UUID ID = UUID.fromString("07f51470-ef1d-421c-a847-36e98732bb9b");
    private static final String HTML = "<html>\n<h1>Bad Gateway</h1>\n</html>";

    private final InboundFlowClient once = client.withOptions(o -> o.maxRetries(0));

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request,        InvalidRequestException",
        "401, unauthorized,           AuthenticationException",
        "403, insufficient_scope,     PermissionException",
        "404, not_found,              NotFoundException",
        "405, method_not_allowed,     InvalidRequestException",
        "409, contact_exists,         ConflictException",
        "413, body_too_large,         InvalidRequestException",
        "422, idempotency_key_reused, InvalidRequestException",
        "429, rate_limited,           RateLimitException",
        "408, request_timeout,        ServerException",
        "500, internal_error,         ServerException",
        "503, service_unavailable,    ServerException",
        "599, newer_than_this,        ServerException",
        "499, newer_than_this,        InvalidRequestException",
    })
    void getCallThrowsTheExceptionOfAProblem(int status, String code, String type) {
        server.reply(Reply.problem(status, code).header("X-RateLimit-Remaining", "7"));

        var failure = catchThrowableOfType(
                InboundFlowException.class, () -> once.calls().get(ID));

        assertThat(words(
                        failure.getClass().getSimpleName(),
                        failure.status(),
                        failure.code(),
                        failure.problem().getDetail(),
                        failure.requestId(),
                        failure.headers().firstValue("x-ratelimit-remaining").orElse("")))
                .isEqualTo(words(type, status, code, "What is wrong.", "req_0123456789ab", 7));
        assertThat(failure.body()).startsWith("{\"type\":").endsWith("}");
        assertThat(failure)
                .hasMessage("GET /v1/calls/07f51470-ef1d-421c-a847-36e98732bb9b answered " + status + ", " + code
                        + ": What is wrong. (request req_0123456789ab)");
    }

    @Test
    void getCallThrowsFromWhereItWasCalled() {
        server.reply(Reply.problem(404, "not_found"));

        var failure =
                catchThrowableOfType(NotFoundException.class, () -> once.calls().get(ID));

        assertThat(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(ErrorsTest.class.getName()));
    }

    @Test
    void listCallsTellsTheFieldsToBlame() {
        server.reply(Reply.problem(400, "invalid_request", """
            ,"errors":[{"field":"limit","in":"query","code":"out_of_range","detail":"1 to 100"}]\
            """));

        var failure = catchThrowableOfType(
                InvalidRequestException.class, () -> once.calls().list(new ListCallsParameters().limit(101)));

        assertThat(failure.fieldErrors()).extracting(FieldError::getField).containsExactly("limit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"errors\":null",
                ",\"errors\":[]",
                ",\"errors\":{}",
                ",\"errors\":[7]",
                ",\"errors\":[null]"
            })
    void listCallsTellsNoFieldsWhereThereAreNone(String errors) {
        server.reply(Reply.problem(400, "invalid_request", errors));

        var failure = catchThrowableOfType(InvalidRequestException.class, once.calls()::list);

        assertThat(failure.fieldErrors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"existing_id\":\"dbf31702-3468-4639-a5a4-e07f9bdae9a7\" | dbf31702-3468-4639-a5a4-e07f9bdae9a7",
                ",\"existing_id\":null                                     |",
                ",\"existing_id\":\"Dave\"                                 |",
                ",\"existing_id\":[]                                       |",
                ",\"errors\":[]                                            |",
            })
    void createContactTellsTheExistingContact(String property, UUID existing) {
        server.reply(Reply.problem(409, "contact_exists", property));

        var failure = catchThrowableOfType(
                ConflictException.class, () -> once.contacts().create(newContact()));

        assertThat(failure.existingId()).isEqualTo(existing);
    }

    @Test
    void listCallsTellsWhenToComeBack() {
        server.reply(Reply.problem(429, "rate_limited").header("Retry-After", "17"));

        var failure = catchThrowableOfType(RateLimitException.class, once.calls()::list);

        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void listCallsCarriesTheHtmlOfAProxyAfterItsRetries() {
        server.otherwise(Reply.of(502).body("text/html", HTML).header("Retry-After", "0"));

        var failure = catchThrowableOfType(ServerException.class, client.calls()::list);

        assertThat(words(failure.status(), failure.code(), failure.problem(), failure.body()))
                .isEqualTo("502 null null " + HTML);
        assertThat(failure).hasMessageContaining("no problem document: <html> (request");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void listCallsCarriesA403ThatIsNoProblem() {
        server.reply(Reply.of(403).body("text/html", HTML));

        var failure = catchThrowableOfType(PermissionException.class, client.calls()::list);

        assertThat(words(failure.code(), failure.problem(), failure.body())).isEqualTo("null null " + HTML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "{\"code\":", "{\"code\":[]}", "\u0000"})
    void listCallsTakesABrokenProblemForNone(String body) {
        server.reply(Reply.of(400).body("application/problem+json", body));

        var failure = catchThrowableOfType(InvalidRequestException.class, client.calls()::list);

        assertThat(words(failure.code(), failure.problem(), failure.fieldErrors(), failure.body()))
                .isEqualTo("null null [] " + body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"id\":\"07f51470-ef1d-4",
                "{\"data\":\"x\"}",
                "{\"data\":7}",
                "{\"data\":[1]}",
                "{\"data\":[null]}",
                "{\"data\":[[]]}",
                "{\"data\":[],\"has_more\":\"perhaps\"}",
                "{\"data\":[],\"next_cursor\":{}}",
                "{\"data\":null}",
                "{\"data\":{}}",
                "{}",
                "[]",
                "null",
                "\"\"",
                "7",
                "",
                " ",
                "<html>Welcome to this hotel</html>",
                "\u0000",
            })
    void listCallsThrowsServerExceptionWithABodyThatIsNotAPage(String body) {
        server.otherwise(Reply.json(body));

        var failure = catchThrowableOfType(ServerException.class, client.calls()::list);

        assertThat(words(failure.status(), failure.requestId(), failure.body()))
                .isEqualTo("200 req_0123456789ab " + body);
        assertThat(failure).hasMessageContaining("cannot be read").hasMessageNotContaining("null (request");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[]}", "{\"data\":\"\"}", "{\"data\":null}", "{\"data\":[{}]}", "[]", "null", ""})
    void getCallThrowsServerExceptionWithABodyThatIsNotACall(String body) {
        server.otherwise(Reply.json(body));

        assertThatThrownBy(() -> client.calls().get(ID)).isInstanceOf(ServerException.class);
    }

    @Test
    void listCallsReadsAnAnswerNestedTooDeepAsABrokenOne() {
        server.reply(Reply.json("{\"data\":" + "[".repeat(100_000)));

        assertThatThrownBy(client.calls()::list).isInstanceOf(ServerException.class);
    }

    @Test
    void getMeThrowsServerExceptionWithoutAnyContent() {
        server.reply(Reply.of(204));

        assertThatThrownBy(client::me).isInstanceOfSatisfying(ServerException.class, e -> assertThat(e.status())
                .isEqualTo(204));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void listCallsNeverTakesTheKeyToWhereARedirectPoints(int status) throws Exception {
        try (var elsewhere = new FaultServer().otherwise(calls(null, 1))) {
            server.reply(Reply.of(status).header("Location", elsewhere.url() + "/v1/calls"));

            assertThatThrownBy(client.calls()::list)
                    .isInstanceOfSatisfying(
                            ServerException.class, e -> assertThat(e.status()).isEqualTo(status));

            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void listCallsThrowsConnectionExceptionWhenTheLastOfItsAttemptsHasNoAnswer() {
        server.reply(
                Reply.problem(503, "service_unavailable").header("Retry-After", "0"),
                calls(null, 1).fault(Fault.RESET_IN_BODY));

        assertThatThrownBy(client.withOptions(o -> o.maxRetries(1)).calls()::list)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.status()).isZero());
    }

    @Test
    void listCallsKeepsTheMessageShortHoweverLongTheLineOfAProxyIs() {
        server.reply(Reply.of(403).body("text/html", "x".repeat(100_000)));

        var failure = catchThrowableOfType(PermissionException.class, client.calls()::list);

        assertThat(failure.getMessage()).hasSizeLessThan(1000);
        assertThat(failure.body()).hasSize(100_000);
    }

    @Test
    void listCallsKnowsAProblemByItsTypeInAnyCase() {
        server.reply(Reply.problem(404, "not_found").header("Content-Type", "Application/Problem+JSON;charset=utf-8"));

        var failure = catchThrowableOfType(NotFoundException.class, client.calls()::list);

        assertThat(failure.code()).isEqualTo("not_found");
    }
}
