package app.inboundflow.contract.saboteur;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * openapi.yaml as it is written. It is read here again, and not with the validator's reader: a part that the validator's reader
 * overlooked would otherwise never be altered.
 */
final class Document {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final JsonNode ROOT = read();

    private Document() {}

    private static JsonNode read() {
        var file = Path.of(System.getProperty("inboundflow.contract", "the system property inboundflow.contract"));
        try {
            return YAMLMapper.builder().build().readTree(file.toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not read the contract: " + file, failed);
        }
    }

    /** All operations, in the order of the document. */
    static List<Documented> operations() {
        var operations = new ArrayList<Documented>();
        ROOT.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> operations.add(
                        new Documented(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        return operations;
    }

    /** What a node refers to, or else the node itself. */
    static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(ROOT.at(node.get("$ref").asText().substring(1))) : node;
    }

    /**
     * An operation.
     *
     * @param method in upper case
     * @param path its template
     */
    record Documented(String method, String path, JsonNode definition) {
        String id() {
            return definition.get("operationId").asText();
        }

        List<Integer> statuses() {
            return definition.get("responses").properties().stream()
                    .map(response -> Integer.valueOf(response.getKey()))
                    .toList();
        }

        /** The names of its parameters. */
        List<String> parameters() {
            return StreamSupport.stream(definition.path("parameters").spliterator(), false)
                    .map(parameter -> resolve(parameter).get("name").asText())
                    .toList();
        }

        JsonNode headers(int status) {
            return response(status).path("headers");
        }

        String mediaType(int status) {
            return response(status).get("content").fieldNames().next();
        }

        JsonNode schema(int status) {
            return response(status).get("content").iterator().next().get("schema");
        }

        private JsonNode response(int status) {
            return resolve(definition.get("responses").get(Integer.toString(status)));
        }
    }
}
