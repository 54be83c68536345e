package app.inboundflow.contract.pact;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.check.RequestValidator;
import app.inboundflow.check.Schemas;
import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.IResponse;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds an interaction of a pact against the contract, so that no pact relies on what openapi.yaml does not promise: its
 * request must be documented, and so must everything that it expects of the response. What a pact leaves out of a body, which is right,
 * is taken from the contract's examples.
 */
public final class Promises {
    /** What is answered to requests that break a rule of the contract. */
    private static final Set<Integer> REFUSALS = Set.of(400, 415);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Promises() {}

    /** What an interaction relies on and the contract does not promise; nothing when all is as documented. */
    public static List<String> objections(Interaction interaction) {
        if (!(interaction instanceof SynchronousRequestResponse http)) {
            return List.of("only HTTP interactions can be held against the contract");
        }
        var request = request(http.getRequest());
        var expected = http.getResponse();
        var operation = Contract.operation(request.method(), request.path());
        if (operation.isEmpty()) {
            return List.of("the contract has no " + request.method() + " " + request.path());
        }
        if (!operation.get().statuses().contains(expected.getStatus())) {
            return List.of("status " + expected.getStatus() + " is not documented");
        }
        var objections = new ArrayList<>(requestObjections(request, expected.getStatus()));
        expected.getHeaders()
                .forEach((name, values) -> objections.addAll(
                        headerObjections(operation.get(), expected.getStatus(), name, values.getFirst())));
        objections.addAll(bodyObjections(operation.get(), expected));
        return objections;
    }

    /** The operationId that an interaction is for; empty when the contract has none. */
    public static String operationId(Interaction interaction) {
        return interaction instanceof SynchronousRequestResponse http
                ? Contract.operation(
                                http.getRequest().getMethod(), http.getRequest().getPath())
                        .map(Operation::id)
                        .orElse("")
                : "";
    }

    private static List<String> requestObjections(Request request, int status) {
        var objections = new ArrayList<String>();
        if (status != 401
                && !request.headers().getOrDefault("Authorization", "").startsWith("Bearer ")) {
            objections.add("the request has no API key (Authorization: Bearer sk_live_…)");
        }
        var faults = RequestValidator.objections(request);
        if (!REFUSALS.contains(status)) {
            faults.forEach(fault -> objections.add("the request: " + fault));
        } else if (faults.isEmpty() && !request.path().contains("cursor=")) {
            // What a cursor is good for is in no schema.
            objections.add(status + " is expected of a request that is as documented");
        }
        return objections;
    }

    private static List<String> headerObjections(Operation operation, int status, String name, String value) {
        if (name.equalsIgnoreCase("Content-Type")) {
            var mediaType = operation.mediaType(status);
            return value.startsWith(mediaType) ? List.of() : List.of("the media type is not " + mediaType);
        }
        var schema = operation.response(status).path("headers").properties().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> Contract.resolve(header.getValue()).get("schema"))
                .findFirst();
        return schema.map(found -> Schemas.objections(found, Schemas.scalar(value, found)))
                .orElse(List.of("the header " + name + " is not documented"));
    }

    private static List<String> bodyObjections(Operation operation, IResponse expected) {
        if (!expected.getBody().isPresent()) {
            return List.of();
        }
        try {
            var schema = operation.body(expected.getStatus());
            var promised = JSON.readTree(expected.getBody().getValue());
            return Schemas.objections(schema, Shape.of(schema, promised, (path, any, isGiven) -> {}));
        } catch (IOException notJson) {
            return List.of("the body is not JSON: " + notJson.getMessage());
        }
    }

    private static Request request(IRequest request) {
        var headers = new TreeMap<String, String>();
        request.getHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        var asked = new Request(
                request.getMethod(),
                request.getPath(),
                headers,
                request.getBody().orEmpty());
        for (Map.Entry<String, List<String>> parameter : request.getQuery().entrySet()) {
            for (var value : parameter.getValue()) {
                asked = asked.query(parameter.getKey(), value);
            }
        }
        return asked;
    }
}
