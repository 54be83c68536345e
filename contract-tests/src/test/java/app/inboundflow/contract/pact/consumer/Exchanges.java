package app.inboundflow.contract.pact.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.contract.pact.Promises;
import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.LambdaDsl;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithoutPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import au.com.dius.pact.core.model.V4Pact;
import java.util.function.Consumer;

/** What all exchanges of the client have in common: the headers it sends, the headers it reads, and how it reads errors. */
final class Exchanges {
    static final String CONSUMER = "inboundflow-java-client";
    static final String PROVIDER = "inboundflow-server";

    private static final String KEY = "sk_live_" + "0".repeat(39);
    static final String IDEMPOTENCY_KEY = "3f0e9a52-1c52-4f9b-8a43-8b6f0d1f7c1e";
    private static final String NUMBER = "^[0-9]{1,12}$";

    private Exchanges() {}

    /** The real client, which asks Pact's server, and asks once. */
    static InboundFlowClient client(MockServer server) {
        return InboundFlowClient.builder()
                .apiKey(KEY)
                .baseUrl(server.getUrl())
                .maxRetries(0)
                .build();
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
        return headed(request.method("GET").matchPath("^" + path + "/" + Shapes.UUID_PATTERN + "$", path + "/" + id));
    }

    static PactDslRequestWithPath post(PactDslRequestWithoutPath request, String path, Consumer<LambdaDslObject> body) {
        return headed(request.method("POST").path(path))
                .matchHeader("Content-Type", "^application/json$", "application/json")
                .matchHeader("Idempotency-Key", "^[!-~]{1,255}$", IDEMPOTENCY_KEY)
                .body(LambdaDsl.newJsonBody(body::accept).build());
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

    /** An error that the client tells by its status and {@code code}. */
    static PactDslResponse fails(PactDslRequestWithPath request, int status, String code) {
        return fails(request, status, code, problem -> problem.array("errors", none -> {}));
    }

    /** An error with more to it than status and {@code code}. */
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

    /** The pact, if it relies on nothing but what the contract promises. */
    static V4Pact pact(PactDslResponse last) {
        var pact = last.toPact(V4Pact.class);
        for (var interaction : pact.getInteractions()) {
            assertThat(Promises.objections(interaction))
                    .as(
                            "\"%s\" relies on what openapi.yaml does not promise: change the interaction, or the"
                                    + " contract first",
                            interaction.getDescription())
                    .isEmpty();
        }
        return pact;
    }

    private static PactDslResponse answers(
            PactDslRequestWithPath request, int status, String mediaType, Consumer<LambdaDslObject> body) {
        return request.willRespondWith()
                .status(status)
                .matchHeader("Content-Type", "^" + mediaType.replace("+", "\\+") + "(;.*)?$", mediaType)
                .matchHeader("X-Request-Id", Shapes.REQUEST_ID_PATTERN, Shapes.REQUEST_ID)
                .matchHeader("X-RateLimit-Limit", NUMBER, "60")
                .matchHeader("X-RateLimit-Remaining", NUMBER, "59")
                .matchHeader("X-RateLimit-Reset", NUMBER, "1771967160")
                .body(LambdaDsl.newJsonBody(json -> {
                            body.accept(json);
                            json.object("meta", Shapes::meta);
                        })
                        .build());
    }
}
