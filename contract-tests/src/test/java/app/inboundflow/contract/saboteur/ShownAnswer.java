package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An answer that the contract shows by an example, as it would come, with every header that it may have. */
record ShownAnswer(Operation operation, int status, Answer answer) {
    /** All that the contract shows. */
    static Stream<ShownAnswer> all() {
        return Contract.operations().stream()
                .flatMap(operation -> operation.statuses().stream().flatMap(status -> of(operation, status)));
    }

    private static Stream<ShownAnswer> of(Operation operation, int status) {
        var response = operation.response(status);
        var content = response.get("content").properties().iterator().next();
        var named = StreamSupport.stream(content.getValue().path("examples").spliterator(), false);
        return Stream.concat(Stream.of(content.getValue().path("example")), named.map(one -> one.get("value")))
                .filter(example -> !example.isMissingNode())
                .map(example -> {
                    var headers = new HashMap<String, List<String>>();
                    response.path("headers").properties().forEach(header -> {
                        var schema = Contract.resolve(
                                Contract.resolve(header.getValue()).get("schema"));
                        headers.put(
                                header.getKey(),
                                List.of(schema.at("/examples/0").asText()));
                    });
                    headers.put("Content-Type", List.of(content.getKey()));
                    headers.put(
                            "X-Request-Id",
                            List.of(example.at("/meta/request_id").asText()));
                    var body = example.toString().getBytes(StandardCharsets.UTF_8);
                    return new ShownAnswer(operation, status, new Answer(status, headers, body));
                });
    }

    /** The schema of the body. */
    JsonNode schema() {
        return operation.body(status);
    }

    /** Of the request. */
    String path() {
        return operation.path(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return operation.id() + " " + status;
    }
}
