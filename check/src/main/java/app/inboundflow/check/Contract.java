package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * openapi.yaml with two rules of its prose added to the schemas of answers, because OpenAPI has no short way to write them: no
 * property is undocumented unless a schema says so, and timestamps are UTC, end with {@code Z} and have at most six digits after
 * the second.
 */
public final class Contract {
    /** Where the document is for references within it; nothing is fetched from there. */
    static final String ADDRESS = "https://contract.invalid/openapi.json";

    private static final String TIMESTAMP = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?Z$";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final JsonNode ROOT = read();
    private static final List<Operation> OPERATIONS = findOperations();

    private Contract() {}

    /** The whole document. */
    public static JsonNode root() {
        return ROOT;
    }

    /** All operations, in the order of the document. */
    public static List<Operation> operations() {
        return OPERATIONS;
    }

    /** The operation with this operationId. */
    public static Operation operation(String id) {
        return OPERATIONS.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The contract has no operation " + id + "."));
    }

    /** The operation that answers a request; HEAD is answered as GET is. */
    public static Optional<Operation> operation(String method, String path) {
        var answered = "HEAD".equals(method) ? "GET" : method;
        return at(path).stream()
                .filter(operation -> operation.method().equals(answered))
                .findFirst();
    }

    /** All operations of a path, such as {@code /v1/calls/07f51470-ef1d-421c-a847-36e98732bb9b?limit=1}. */
    public static List<Operation> at(String path) {
        return OPERATIONS.stream().filter(operation -> operation.isAt(path)).toList();
    }

    /** What a node refers to, or else the node itself. */
    public static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(ROOT.at(node.get("$ref").asText().substring(ADDRESS.length() + 1))) : node;
    }

    /** The texts of an array. */
    public static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** The lists: what is read page by page. */
    public static List<Operation> lists() {
        return OPERATIONS.stream().filter(Operation::isList).toList();
    }

    private static JsonNode read() {
        var root = document();
        makeReferencesAbsolute(root);
        root.at("/components/schemas").forEach(Contract::closeAndSharpen);
        return root;
    }

    /** The document as it is written: the file that the system property names, or else the one in this jar. */
    private static JsonNode document() {
        var file = System.getProperty("inboundflow.contract", "");
        try (var yaml = file.isEmpty()
                ? Contract.class.getResourceAsStream("/openapi.yaml")
                : Files.newInputStream(Path.of(file))) {
            return YAMLMapper.builder().build().readTree(yaml);
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not read the contract " + file, failed);
        }
    }

    /** What the contract says of a place in a value of a schema: the description that is nearest. */
    static String description(JsonNode schema, String pointer) {
        var at = resolve(schema);
        var found = at.path("description").asText();
        for (var name : pointer.replaceFirst("^/", "").split("/")) {
            at = resolve(
                    at.has("items") ? at.get("items") : at.path("properties").path(name));
            found = at.path("description").asText(found);
        }
        return found.strip();
    }

    private static void makeReferencesAbsolute(JsonNode node) {
        if (node.path("$ref").isTextual()) {
            ((ObjectNode) node).put("$ref", ADDRESS + node.get("$ref").asText());
        }
        node.forEach(Contract::makeReferencesAbsolute);
    }

    /** Rules out properties that are not documented. */
    static ObjectNode close(ObjectNode schema) {
        // The validator takes whatever begins with # for an annotation of its own.
        schema.putObject("propertyNames").put("pattern", "^(?!#)");
        return schema.put("additionalProperties", false);
    }

    /** Adds to a schema what the prose says of all of them. */
    private static void closeAndSharpen(JsonNode schema) {
        if (schema.has("allOf") || schema.has("anyOf") || schema.has("oneOf")) {
            throw new IllegalStateException(
                    "Teach this class what allOf, anyOf and oneOf mean for undocumented properties.");
        }
        if (schema.has("properties") && !schema.path("additionalProperties").asBoolean()) {
            close((ObjectNode) schema);
        }
        if ("date-time".equals(schema.path("format").asText()) && !schema.has("pattern")) {
            ((ObjectNode) schema).put("pattern", TIMESTAMP);
        }
        schema.path("properties").forEach(Contract::closeAndSharpen);
        if (schema.path("items").isObject()) {
            closeAndSharpen(schema.get("items"));
        }
    }

    private static List<Operation> findOperations() {
        var operations = new ArrayList<Operation>();
        ROOT.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> operations.add(Operation.of(method.getKey(), path.getKey(), method.getValue()))));
        return List.copyOf(operations);
    }
}
