package app.inboundflow.contract.pact.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.inboundflow.check.Contract;
import app.inboundflow.client.AuthenticationException;
import app.inboundflow.client.ConflictException;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.InboundFlowException;
import app.inboundflow.client.InvalidRequestException;
import app.inboundflow.client.NotFoundException;
import app.inboundflow.client.Page;
import app.inboundflow.client.PermissionException;
import app.inboundflow.client.RateLimitException;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client relies on, which these tests write into its pact: that it reads each answer, and tells each error by an exception. */
class ClientPactTest {
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
        return Exchange.all().stream().filter(exchange -> exchange.status() < 400);
    }

    static Stream<Exchange> isRefused() {
        return Exchange.all().stream().filter(exchange -> exchange.status() >= 400);
    }

    @ParameterizedTest
    @MethodSource
    void isRead(Exchange exchange) {
        ask(exchange, (client, answer, body) -> {
            var read = client.withResponse(exchange::use);

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
            var error = catchThrowableOfType(THROWN.get(exchange.status()), () -> exchange.use(client));

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
        assertThat(Exchange.all())
                .extracting(Exchange::operation)
                .as("add the missing operation to exchanges.yaml")
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
