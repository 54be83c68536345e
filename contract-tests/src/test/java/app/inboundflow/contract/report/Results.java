package app.inboundflow.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the proofs leave what they found, as JSON under {@code target/contract-report}, for the page that shows it. */
public final class Results {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Path DIRECTORY = Path.of(System.getProperty("basedir", ""), "target", "contract-report");

    private Results() {}

    /**
     * Leaves a part of a proof, in the place of an earlier one.
     *
     * @param part a name, when the proof has several; else empty
     * @param sentence what was found, in a few words
     * @param tables by caption; each has rows by their name, and in a row what was found by its name
     */
    public static void write(Proof proof, String part, String sentence, Map<String, ?> tables) {
        try {
            Files.createDirectories(DIRECTORY);
            JSON.writeValue(
                    DIRECTORY.resolve(proof + "-" + part + ".json").toFile(),
                    Map.of("sentence", sentence, "tables", tables));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the parts of a proof left in this run. */
    static List<JsonNode> read(Path directory, Proof proof) throws IOException {
        var parts = new ArrayList<JsonNode>();
        if (Files.isDirectory(directory)) {
            try (var files = Files.newDirectoryStream(directory, proof + "-*.json")) {
                for (var file : files) {
                    parts.add(JSON.readTree(file.toFile()));
                }
            }
        }
        return parts;
    }

    /** Forgets what earlier runs left: the page shows one run. */
    static void forget() throws IOException {
        if (Files.isDirectory(DIRECTORY)) {
            try (var files = Files.newDirectoryStream(DIRECTORY, "*.json")) {
                for (var file : files) {
                    Files.delete(file);
                }
            }
        }
    }

    static Path directory() {
        return DIRECTORY;
    }
}
