package app.inboundflow.contract.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The facts of the vendor's API reference, see README.md beside them. */
final class Reference {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "reference");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Reference() {}

    /** A documented body. */
    static JsonNode body(String operation) {
        try {
            return JSON.readTree(DIRECTORY.resolve(operation + ".json").toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * A documented response. Of a single call or contact the document says in words that it is like an item of the list; the
     * vendor's introduction says that single results are wrapped in {@code data} beside {@code meta}.
     */
    static JsonNode response(String operation) {
        return switch (operation) {
            case "getCall" -> single("listCalls");
            case "getContact", "createContact" -> single("listContacts");
            default -> body(operation);
        };
    }

    private static JsonNode single(String list) {
        ObjectNode page = (ObjectNode) body(list);
        page.remove(List.of("has_more", "next_cursor"));
        return page.set("data", page.at("/data/0"));
    }

    /** The lines of a table without its heading, as cells. */
    static List<List<String>> table(String name) {
        try (var lines = Files.lines(DIRECTORY.resolve(name + ".csv"))) {
            return lines.skip(1).map(line -> List.of(line.split(",", -1))).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
