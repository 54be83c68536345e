package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
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
    public boolean isAt(String requested) {
        return template().matcher(withoutQuery(requested)).matches();
    }

    /** The value of a path's variable as it is written in the path. */
    public String variable(String name, String requested) {
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
    public List<JsonNode> schemas() {
        var schemas = new ArrayList<JsonNode>();
        if (!requestBody().isMissingNode()) {
            schemas.add(requestBody());
        }
        statuses()
                .forEach(status ->
                        response(status).path("content").forEach(content -> schemas.add(content.get("schema"))));
        return schemas;
    }

    /** The scopes that it needs. */
    public List<String> scopes() {
        return Contract.texts(definition.at("/security/0/apiKey"));
    }

    /** Whether it answers pages. */
    public boolean isList() {
        return parameters("query").stream()
                .anyMatch(parameter -> parameter.path("name").asText().equals("cursor"));
    }

    /** The schema of what a success holds. */
    public JsonNode data() {
        var status = definition.get("responses").has("201") ? 201 : 200;
        var body = Contract.resolve(
                response(status).path("content").path("application/json").path("schema"));
        return body.path("properties").path("data");
    }

    /** The schema of a list's item. */
    public JsonNode item() {
        return data().path("items");
    }

    /** The operation that reads one item of this list, or of what this one creates. */
    public Optional<Operation> single() {
        return Contract.operations().stream()
                .filter(other ->
                        other.method().equals("GET") && other.path().matches(Pattern.quote(path) + "/\\{[^/]+}"))
                .findFirst();
    }

    /** Whether a property, by its name, has the id of one of this list's items: call_log_id is one of /v1/calls/{call_id}. */
    public boolean isReferredToBy(String property) {
        return property.endsWith("_id")
                && single().stream()
                        .map(single -> single.parameters("path")
                                .getFirst()
                                .path("name")
                                .asText())
                        .anyMatch(variable -> property.startsWith(variable.replaceFirst("id$", "")));
    }

    /** The schema of all that is known of an item: of one that is read alone, or else of a list's item. */
    public JsonNode detail() {
        return single().map(Operation::data).orElseGet(this::item);
    }

    /** Its path with a value for its variable. */
    public String path(Object id) {
        return VARIABLE.matcher(path).replaceFirst(Matcher.quoteReplacement(id.toString()));
    }
}
