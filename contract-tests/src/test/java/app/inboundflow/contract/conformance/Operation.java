package app.inboundflow.contract.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * An operation of the contract.
 *
 * @param id its operationId
 * @param method in upper case
 * @param path its template, such as {@code /v1/calls/{call_id}}
 * @param definition what the contract says of it
 */
public record Operation(String id, String method, String path, JsonNode definition) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    static Operation of(String method, String path, JsonNode definition) {
        return new Operation(definition.get("operationId").asText(), method.toUpperCase(Locale.ROOT), path, definition);
    }

    /** Whether a path, with or without a query, is one of this operation. */
    boolean isAt(String requested) {
        return template().matcher(withoutQuery(requested)).matches();
    }

    /** The value of a path's variable as it is written in the path. */
    String variable(String name, String requested) {
        var matcher = template().matcher(withoutQuery(requested));
        var names =
                VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
        if (!matcher.matches()) {
            throw new IllegalArgumentException(requested + " is no path of " + id);
        }
        return matcher.group(names.indexOf(name) + 1);
    }

    private Pattern template() {
        return Pattern.compile(VARIABLE.matcher(path).replaceAll("([^/]+)"));
    }

    private static String withoutQuery(String requested) {
        return requested.replaceFirst("\\?.*", "");
    }

    /** The documented statuses. */
    public List<Integer> statuses() {
        return definition.get("responses").properties().stream()
                .map(response -> Integer.valueOf(response.getKey()))
                .toList();
    }

    /** What is documented of the answers with a status; missing when nothing is. */
    public JsonNode response(int status) {
        return Contract.resolve(definition.get("responses").path(Integer.toString(status)));
    }

    /** The parameters in the query, the path or the header. */
    public List<JsonNode> parameters(String in) {
        return StreamSupport.stream(definition.path("parameters").spliterator(), false)
                .map(Contract::resolve)
                .filter(parameter -> in.equals(parameter.get("in").asText()))
                .toList();
    }

    /** The schema of its request body; missing when it has none. */
    public JsonNode requestBody() {
        return Contract.resolve(definition.path("requestBody")).at("/content/application~1json/schema");
    }

    /** The schemas of its request and of all its answers. */
    List<JsonNode> schemas() {
        var schemas = new ArrayList<JsonNode>();
        if (!requestBody().isMissingNode()) {
            schemas.add(requestBody());
        }
        statuses()
                .forEach(status ->
                        response(status).path("content").forEach(content -> schemas.add(content.get("schema"))));
        return schemas;
    }
}
