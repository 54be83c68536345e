package app.inboundflow.contract.spec;

import app.inboundflow.check.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** An answer that the contract shows by an example, as it would come, with every header that it may have. */
public record ShownAnswer(Document.Operation operation, int status, Answer answer) {
    /** All that the contract shows. */
    public static Stream<ShownAnswer> all() {
        return Document.current().operations().stream()
                .flatMap(operation -> operation.statuses().stream().flatMap(status -> of(operation, status)));
    }

    /** Those of an operation with a status. */
    public static Stream<ShownAnswer> of(Document.Operation operation, int status) {
        var response = operation.response(status);
        var content = new Place("", response).children("content").findFirst().orElseThrow();
        return Stream.concat(
                        Stream.of(content.child("example")).filter(Place::exists),
                        content.children("examples").map(named -> named.child("value")))
                .map(example -> {
                    var headers = new HashMap<String, List<String>>();
                    response.path("headers").properties().forEach(header -> {
                        var schema =
                                operation.document().resolve(header.getValue()).path("schema");
                        headers.put(
                                header.getKey(),
                                List.of(operation
                                        .document()
                                        .resolve(schema)
                                        .at("/examples/0")
                                        .asText()));
                    });
                    headers.put("Content-Type", List.of(content.name()));
                    headers.put(
                            "X-Request-Id",
                            List.of(example.node().at("/meta/request_id").asText()));
                    var body = example.node().toString().getBytes(StandardCharsets.UTF_8);
                    return new ShownAnswer(operation, status, new Answer(status, headers, body));
                });
    }

    /** The schema of the body. */
    public JsonNode schema() {
        return operation.response(status).get("content").iterator().next().get("schema");
    }

    /** Of the request, in upper case. */
    public String method() {
        return operation.line().split(" ")[0];
    }

    /** Of the request. */
    public String path() {
        return operation
                .line()
                .split(" ")[1]
                .replaceFirst("\\{.*}", UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return operation.id() + " " + status;
    }
}
