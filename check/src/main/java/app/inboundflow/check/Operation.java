package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An operation of the contract.
 *
 * @param id its operationId
 * @param method in upper case
 * @param path its template, such as {@code /v1/calls/{call_id}}
 * @param definition what the contract says of it
 * @param request one schema for all that it is sent: the objects {@code path}, {@code query} and {@code header} with the parameters by
 *     their names, and {@code body} where it takes one
 */
public record Operation(String id, String method, String path, JsonNode definition, JsonNode request) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    static Operation of(String method, String path, JsonNode definition) {
        return new Operation(
                definition.get("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                definition,
                requestSchema(definition));
    }

    private static ObjectNode requestSchema(JsonNode definition) {
        var request = closedObject();
        var parts = request.withObject("/properties");
        Stream.of("path", "query", "header").forEach(in -> parts.set(in, closedObject()));
        for (var unresolved : definition.path("parameters")) {
            var parameter = Contract.resolve(unresolved);
            var part = parts.withObject("/" + parameter.get("in").asText());
            part.withObject("/properties").set(parameter.get("name").asText(), parameter.get("schema"));
            if (parameter.path("required").asBoolean()) {
                part.withArray("required").add(parameter.get("name"));
            }
        }
        var body = Contract.resolve(definition.path("requestBody")).at("/content/application~1json/schema");
        if (!body.isMissingNode()) {
            parts.set("body", body);
        }
        parts.fieldNames().forEachRemaining(request.withArray("required")::add);
        return request;
    }

    private static ObjectNode closedObject() {
        var schema = Contract.close(JsonNodeFactory.instance.objectNode().put("type", "object"));
        schema.putObject("properties");
        return schema;
    }

    /** Whether a path, with or without a query, is one of this operation. */
    boolean isAt(String requested) {
        return matcher(requested).matches();
    }

    /** The value of the path's variable as it is written in a path. */
    Optional<String> variable(String requested) {
        return matcher(requested)
                .results()
                .filter(match -> match.groupCount() > 0)
                .map(match -> match.group(1))
                .findFirst();
    }

    private Matcher matcher(String requested) {
        return Pattern.compile(VARIABLE.matcher(path).replaceAll("([^/]+)"))
                .matcher(requested.replaceFirst("\\?.*", ""));
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

    /** The media type of the answers with a status. */
    public String mediaType(int status) {
        return response(status).path("content").fieldNames().next();
    }

    /** The schema of the body of the answers with a status. */
    public JsonNode body(int status) {
        return response(status).path("content").iterator().next().path("schema");
    }

    /** The parameters in the query, the path or the header. */
    public List<JsonNode> parameters(String in) {
        return StreamSupport.stream(definition.path("parameters").spliterator(), false)
                .map(Contract::resolve)
                .filter(parameter -> in.equals(parameter.get("in").asText()))
                .toList();
    }

    /** The parameters in the query, the path or the header: the schema of each by its name. */
    public JsonNode parameterSchemas(String in) {
        return request.at("/properties/" + in + "/properties");
    }

    /** The schema of its request body; missing when it has none. */
    public JsonNode requestBody() {
        return request.at("/properties/body");
    }

    /** The scopes that it needs. */
    public List<String> scopes() {
        return Contract.texts(definition.at("/security/0/apiKey"));
    }

    /** Whether it answers pages. */
    public boolean isList() {
        return parameterSchemas("query").has("cursor");
    }

    /** What the contract says of it in words. */
    String says() {
        return definition.path("description").asText().strip();
    }

    /** The schema of what a success holds. */
    public JsonNode data() {
        var body = Contract.resolve(body(definition.get("responses").has("201") ? 201 : 200));
        return body.path("properties").path("data");
    }

    /** The schema of a list's item. */
    public JsonNode item() {
        return data().path("items");
    }

    /** The properties of the items of this list, or of what this operation reads or creates: the schema of each by its name. */
    public JsonNode properties() {
        return Contract.resolve(isList() ? item() : data()).path("properties");
    }

    /** The operation that reads one item of this list, or of what this one creates. */
    public Optional<Operation> single() {
        return Contract.operations().stream()
                .filter(other ->
                        other.method().equals("GET") && other.path().matches(Pattern.quote(path) + "/\\{[^/]+}"))
                .findFirst();
    }

    /** This list and the operation that reads one of its items. */
    public List<Operation> withSingle() {
        return Stream.concat(Stream.of(this), single().stream()).toList();
    }

    /** Whether a property, by its name, has the id of one of this list's items: call_log_id is one of /v1/calls/{call_id}. */
    public boolean isReferredToBy(String property) {
        return property.endsWith("_id")
                && single().stream()
                        .flatMap(single -> VARIABLE.matcher(single.path()).results())
                        .anyMatch(variable ->
                                property.startsWith(variable.group(1).replaceFirst("id$", "")));
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
