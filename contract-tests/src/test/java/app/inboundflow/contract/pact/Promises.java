package app.inboundflow.contract.pact;

import app.inboundflow.check.Contract;
import app.inboundflow.check.ContractValidator;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.check.RequestValidator;
import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.IResponse;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds an interaction of a pact against the contract, so that no pact relies on what openapi.yaml does not promise: its
 * request must be documented, and so must everything that it expects of the response.
 */
public final class Promises {
    /** What is answered to requests that break a rule of the contract. */
    private static final Set<Integer> REFUSALS = Set.of(400, 415);

    private Promises() {}

    /** What an interaction relies on and the contract does not promise; nothing when all is as documented. */
    public static List<String> objections(Interaction interaction) {
        if (!(interaction instanceof SynchronousRequestResponse http)) {
            return List.of("only HTTP interactions can be held against the contract");
        }
        var request = request(http.getRequest());
        var operation = Contract.operation(request.method(), request.path());
        if (operation.isEmpty()) {
            return List.of("the contract has no " + request.method() + " " + request.path());
        }
        var objections = new ArrayList<String>();
        objections.addAll(requestObjections(request, http.getResponse().getStatus()));
        objections.addAll(headerObjections(operation.get(), http.getResponse()));
        ContractValidator.objections(
                        request.method(),
                        request.path(),
                        CompletedAnswer.of(operation.get().id(), http.getResponse()))
                .forEach(objection -> objections.add(objection.seen()));
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

    private static List<String> headerObjections(Operation operation, IResponse response) {
        if (!operation.statuses().contains(response.getStatus())) {
            return List.of();
        }
        var documented = new ArrayList<String>(List.of("content-type"));
        operation
                .response(response.getStatus())
                .path("headers")
                .fieldNames()
                .forEachRemaining(name -> documented.add(name.toLowerCase(Locale.ROOT)));
        return response.getHeaders().keySet().stream()
                .filter(name -> !documented.contains(name.toLowerCase(Locale.ROOT)))
                .map(name -> "the header " + name + " is not documented")
                .toList();
    }

    private static Request request(IRequest request) {
        var query = request.getQuery().entrySet().stream()
                .flatMap(parameter -> parameter.getValue().stream()
                        .map(value -> parameter.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
        return new Request(
                request.getMethod(),
                request.getPath() + (query.isEmpty() ? "" : "?" + query),
                joined(request.getHeaders()),
                request.getBody().orEmpty());
    }

    private static Map<String, String> joined(Map<String, List<String>> headers) {
        var joined = new TreeMap<String, String>();
        headers.forEach((name, values) -> joined.put(name, String.join(", ", values)));
        return joined;
    }
}
