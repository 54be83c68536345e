package app.inboundflow.contract.pact.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Contract;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.contract.pact.Promises;
import au.com.dius.pact.consumer.ConsumerPactBuilder;
import au.com.dius.pact.consumer.ConsumerPactRunnerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.dsl.LambdaDsl;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslJsonRootValue;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithoutPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;

/** What all exchanges of the client have in common: the headers it sends, the headers it reads, and how it reads objects and errors. */
final class Exchanges {
    static final String IDEMPOTENCY_KEY = "3f0e9a52-1c52-4f9b-8a43-8b6f0d1f7c1e";
    static final String REQUEST_ID = "req_034e44e17b76";
    static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    static final String PHONE = "^\\+[1-9][0-9]{1,14}$";

    private static final String KEY = "sk_live_" + "0".repeat(39);
    private static final String NUMBER = "^[0-9]{1,12}$";

    /** What text of a format looks like. */
    private static final Map<String, String> FORMATS = Map.of(
            "uuid", "^" + UUID + "$",
            "date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "date-time", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?Z$",
            "email", "^[^@ ]+@[^@ ]+$",
            "uri", "^https?://[!-~]+$");

    private Exchanges() {}

    /**
     * A test of what the client relies on, which writes it into the client's pact.
     *
     * @param exchange what is asked and answered, which must be as the contract promises
     * @param use asks with the real client, which asks Pact's server, and asks once
     */
    static DynamicTest test(
            String name, Function<PactDslWithProvider, PactDslResponse> exchange, Consumer<InboundFlowClient> use) {
        return DynamicTest.dynamicTest(name, () -> {
            var provider =
                    ConsumerPactBuilder.consumer("inboundflow-java-client").hasPactWith("inboundflow-server");
            var pact = exchange.apply(provider).toPact(V4Pact.class);
            for (var interaction : pact.getInteractions()) {
                assertThat(Promises.objections(interaction))
                        .as("\"%s\": change it, or the contract first", interaction.getDescription())
                        .isEmpty();
            }
            var config = MockProviderConfig.createDefault(PactSpecVersion.V4);
            var result = ConsumerPactRunnerKt.runConsumerTest(pact, config, (server, context) -> {
                try (var client = InboundFlowClient.builder()
                        .apiKey(KEY)
                        .baseUrl(server.getUrl())
                        .maxRetries(0)
                        .build()) {
                    use.accept(client);
                }
                return null;
            });
            if (result instanceof PactVerificationResult.Error failed) {
                throw failed.getError();
            }
            assertThat(result).as(result.getDescription()).isInstanceOf(PactVerificationResult.Ok.class);
        });
    }

    static PactDslRequestWithPath get(PactDslRequestWithoutPath request, String path) {
        return headed(request.method("GET").path(path));
    }

    /** Reads a list; the client asks for 100 items unless it is told otherwise. */
    static PactDslRequestWithPath list(PactDslRequestWithoutPath request, String path) {
        return get(request, path).matchQuery("limit", "^[0-9]{1,3}$", "100");
    }

    /** Reads something by its id, whatever the id is. */
    static PactDslRequestWithPath getById(PactDslRequestWithoutPath request, String path, String id) {
        return headed(request.method("GET").matchPath("^" + path + "/" + UUID + "$", path + "/" + id));
    }

    static PactDslRequestWithPath create(PactDslRequestWithoutPath request, Consumer<LambdaDslObject> contact) {
        return headed(request.method("POST").path("/v1/contacts"))
                .matchHeader("Content-Type", "^application/json$", "application/json")
                .matchHeader("Idempotency-Key", "^[!-~]{1,255}$", IDEMPOTENCY_KEY)
                .body(LambdaDsl.newJsonBody(contact::accept).build());
    }

    private static PactDslRequestWithPath headed(PactDslRequestWithPath request) {
        return request.matchHeader("Authorization", "^Bearer sk_live_[0-9A-Za-z]{39}$", "Bearer " + KEY)
                .headers("Accept", "application/json, application/problem+json")
                .headers("Accept-Encoding", "gzip");
    }

    /** A success with a JSON body, to which {@code meta} is added. */
    static PactDslResponse succeeds(PactDslRequestWithPath request, int status, Consumer<LambdaDslObject> body) {
        return answers(request, status, "application/json", body);
    }

    /** The last page of a list. */
    static PactDslResponse page(PactDslRequestWithPath request, Consumer<LambdaDslObject> item) {
        return succeeds(request, 200, page -> page.eachLike("data", item)
                .booleanValue("has_more", false)
                .nullValue("next_cursor"));
    }

    /** An error that the client tells by its status and {@code code}, and no field is to blame. */
    static PactDslResponse fails(PactDslRequestWithPath request, int status, String code) {
        return fails(request, status, code, problem -> problem.array("errors", none -> {}));
    }

    static PactDslResponse fails(
            PactDslRequestWithPath request, int status, String code, Consumer<LambdaDslObject> more) {
        return answers(request, status, "application/problem+json", problem -> {
            problem.stringType("type", "/problems/" + code)
                    .stringType("title", "What kind of error it is")
                    .numberValue("status", status)
                    .stringType("detail", "What is wrong this time.")
                    .stringValue("code", code);
            more.accept(problem);
        });
    }

    private static PactDslResponse answers(
            PactDslRequestWithPath request, int status, String mediaType, Consumer<LambdaDslObject> body) {
        return request.willRespondWith()
                .status(status)
                .matchHeader("Content-Type", "^" + mediaType.replace("+", "\\+") + "(;.*)?$", mediaType)
                .matchHeader("X-Request-Id", "^req_[0-9a-f]{12,32}$", REQUEST_ID)
                .matchHeader("X-RateLimit-Limit", NUMBER, "60")
                .matchHeader("X-RateLimit-Remaining", NUMBER, "59")
                .matchHeader("X-RateLimit-Reset", NUMBER, "1771967160")
                .body(LambdaDsl.newJsonBody(json -> {
                            body.accept(json);
                            json.object("meta", meta -> {
                                meta.stringMatcher("request_id", "^req_[0-9a-f]{12,32}$", REQUEST_ID);
                                meta.stringMatcher("timestamp", FORMATS.get("date-time"), "2026-02-24T21:00:00Z");
                            });
                        })
                        .build());
    }

    /**
     * Every property of a schema, which is what the client's model of it reads: by type and format, but where the value is the point.
     *
     * @param values names and values in turn
     */
    static Consumer<LambdaDslObject> object(String schema, Object... values) {
        return object(Contract.root().at("/components/schemas/" + schema), values);
    }

    private static Consumer<LambdaDslObject> object(JsonNode schema, Object... values) {
        var fixed = new HashMap<String, Object>();
        for (var i = 0; i < values.length; i += 2) {
            fixed.put((String) values[i], values[i + 1]);
        }
        return object -> schema.get("properties").properties().forEach(property -> {
            var name = property.getKey();
            if (!fixed.containsKey(name)) {
                matched(object, name, Contract.resolve(property.getValue()));
            } else if (fixed.get(name) instanceof Integer number) {
                object.numberValue(name, number);
            } else {
                object.stringValue(name, (String) fixed.get(name));
            }
        });
    }

    private static void matched(LambdaDslObject object, String name, JsonNode schema) {
        var type = schema.path("type").toString();
        var example = schema.at("/examples/0").asText();
        if (type.contains("array")) {
            var item = Contract.resolve(schema.get("items"));
            if (item.has("properties")) {
                object.eachLike(name, object(item));
            } else {
                object.eachLike(
                        name,
                        PactDslJsonRootValue.stringMatcher(
                                oneOf(item), item.at("/enum/0").asText()));
            }
        } else if (schema.has("enum")) {
            object.stringMatcher(name, oneOf(schema), schema.at("/enum/0").asText());
        } else if (type.contains("integer")) {
            object.integerType(name, Integer.valueOf(example));
        } else if (schema.has("format")) {
            object.stringMatcher(name, FORMATS.get(schema.get("format").asText()), example);
        } else if (schema.path("pattern").asText().startsWith("^\\+")) {
            object.stringMatcher(name, PHONE, example);
        } else {
            object.stringType(name, example);
        }
    }

    private static String oneOf(JsonNode schema) {
        return "^(" + String.join("|", Contract.texts(schema.get("enum"))) + ")$";
    }
}
