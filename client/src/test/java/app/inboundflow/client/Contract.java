package app.inboundflow.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** openapi.yaml as the tests read it, so that they grow with it. */
final class Contract {
    private static final Map<String, Object> ROOT = read();

    private Contract() {}

    /** An operation: its path, its method and what the contract says of it. */
    record Operation(String path, String method, Map<String, Object> body) {
        String id() {
            return (String) body.get("operationId");
        }

        /** The names of its query parameters. */
        List<String> query() {
            return Contract.list(body.getOrDefault("parameters", List.of())).stream()
                    .map(Contract::resolve)
                    .filter(parameter -> "query".equals(parameter.get("in")))
                    .map(parameter -> (String) parameter.get("name"))
                    .toList();
        }

        /** The schema of the body that it answers when all is well. */
        Map<String, Object> answer() {
            var responses = map(body.get("responses"));
            var status = Stream.of("200", "201")
                    .filter(responses::containsKey)
                    .findFirst()
                    .orElseThrow();
            return schema(responses.get(status));
        }

        /** The schema's name of the body that it takes. */
        String takes() {
            return name(map(map(map(map(body.get("requestBody")).get("content")).get("application/json"))
                    .get("schema")));
        }

        private static Map<String, Object> schema(Object response) {
            return resolve(map(map(map(response).get("content")).get("application/json"))
                    .get("schema"));
        }

        @Override
        public String toString() {
            return id();
        }
    }

    static Stream<Operation> operations() {
        return map(ROOT.get("paths")).entrySet().stream().flatMap(path -> map(path.getValue()).entrySet().stream()
                .filter(method -> method.getValue() instanceof Map)
                .map(method -> new Operation(path.getKey(), method.getKey(), map(method.getValue()))));
    }

    static Map<String, Object> schemas() {
        return map(map(ROOT.get("components")).get("schemas"));
    }

    /** The names of the schemas that are objects: the models. */
    static Stream<String> models() {
        return schemas().keySet().stream()
                .filter(name -> "object".equals(resolveName(name).get("type")));
    }

    static Map<String, Object> properties(String model) {
        return map(resolveName(model).get("properties"));
    }

    static Map<String, Object> resolveName(String name) {
        return map(schemas().get(name));
    }

    /** What a {@code $ref} leads to, or the thing itself. */
    static Map<String, Object> resolve(Object value) {
        Map<String, Object> at = map(value);
        if (at.get("$ref") instanceof String reference) {
            Object target = ROOT;
            for (var name : reference.substring(2).split("/")) {
                target = map(target).get(name);
            }
            return map(target);
        }
        return at;
    }

    /** The last name of a {@code $ref}. */
    static String name(Map<String, Object> reference) {
        return ((String) reference.get("$ref")).replaceFirst(".*/", "");
    }

    /** A model's JSON, made of the examples of its properties. */
    static Map<String, Object> example(String model) {
        var json = new LinkedHashMap<String, Object>();
        properties(model).forEach((name, schema) -> json.put(name, exampleOf(map(schema))));
        return json;
    }

    private static Object exampleOf(Map<String, Object> property) {
        if (property.containsKey("$ref") && "object".equals(resolve(property).get("type"))) {
            return example(name(property));
        }
        var schema = resolve(property);
        if (schema.containsKey("examples")) {
            return list(schema.get("examples")).get(0);
        }
        if (schema.containsKey("items")) {
            return List.of(exampleOf(map(schema.get("items"))));
        }
        return list(schema.get("enum")).get(0);
    }

    static List<String> servers() {
        return list(ROOT.get("servers")).stream()
                .map(server -> (String) map(server).get("url"))
                .toList();
    }

    @SuppressWarnings("unchecked") // YAML with other keys than strings would not be OpenAPI
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // any list is one of objects
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private static Map<String, Object> read() {
        try {
            return new Yaml().load(Files.readString(Path.of(System.getProperty("inboundflow.contract"))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
