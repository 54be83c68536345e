package app.inboundflow.contract.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** Where the proofs leave what they found, as JSON under {@code target/contract-report}, for the page that shows it. */
public final class Results {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Path DIRECTORY = Path.of(System.getProperty("basedir", ""), "target", "contract-report");

    private Results() {}

    /** Writes a file, in the place of an earlier one. */
    public static void write(String file, Object content) {
        try {
            Files.createDirectories(DIRECTORY);
            JSON.writeValue(DIRECTORY.resolve(file).toFile(), content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Writes one section of spec.json and leaves those of the other tests as they are. */
    public static void section(String name, Object content) {
        var file = DIRECTORY.resolve("spec.json");
        try {
            var sections = new TreeMap<String, Object>();
            if (Files.exists(file)) {
                JSON.readTree(file.toFile())
                        .properties()
                        .forEach(section -> sections.put(section.getKey(), section.getValue()));
            }
            sections.put(name, content);
            write("spec.json", sections);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
