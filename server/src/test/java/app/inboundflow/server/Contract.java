package app.inboundflow.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** openapi.yaml as the tests read it. */
final class Contract {
    private static final Map<String, Object> ROOT = read();

    private Contract() {}

    /** The file that the server is generated from. */
    static Path file() {
        return Path.of(System.getProperty("inboundflow.contract"));
    }

    /** What is at a place, such as {@code components, schemas, Call}. */
    static Map<String, Object> at(String... path) {
        return map(value(path));
    }

    static List<String> texts(String... path) {
        return list(value(path)).stream().map(Object::toString).toList();
    }

    static Object value(String... path) {
        Object value = ROOT;
        for (var name : path) {
            value = map(value).get(name);
            if (value == null) {
                throw new IllegalArgumentException("the contract has no " + String.join(" ", path));
            }
        }
        return value;
    }

    /** What a {@code $ref} refers to, or else the value itself. */
    static Map<String, Object> resolve(Object value) {
        return map(value).get("$ref") instanceof String reference
                ? resolve(value(reference.substring("#/".length()).split("/")))
                : map(value);
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
            return new Yaml().load(Files.readString(file()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
