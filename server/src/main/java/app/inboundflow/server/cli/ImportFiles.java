package app.inboundflow.server.cli;

import app.inboundflow.server.ndjson.Resource;
import app.inboundflow.server.ndjson.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that an operator names for an import.
 *
 * @param names their paths; {@code -} is standard input
 * @param resource what they hold; null when their names say so
 */
record ImportFiles(List<String> names, @Nullable String resource) {
    private static final String STANDARD_INPUT = "-";

    /**
     * What to import.
     *
     * @throws CommandFailure when a file cannot be read, or nothing says what it holds
     */
    List<Source> sources() {
        if (names.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            throw new CommandFailure("Standard input can be read once; give - once.");
        }
        return names.stream().map(this::source).toList();
    }

    private Source source(String file) {
        if (file.equals(STANDARD_INPUT)) {
            if (resource == null) {
                throw new CommandFailure("Say with --resource what standard input holds: " + Resource.names() + ".");
            }
            return new Source("standard input", resource(resource), false, () -> System.in);
        }
        var path = Path.of(file);
        if (!Files.exists(path)) {
            throw new CommandFailure("There is no file " + file + "; check its name.");
        }
        if (Files.isDirectory(path) || !Files.isReadable(path)) {
            throw new CommandFailure(file + " is not a file that you may read; name the files, not their directory.");
        }
        return new Source(
                file,
                resource == null ? ofName(file, path) : resource(resource),
                Files.isRegularFile(path),
                () -> Files.newInputStream(path));
    }

    private static Resource ofName(String file, Path path) {
        return Resource.ofFile(path.getFileName().toString())
                .orElseThrow(() -> new CommandFailure("The name of " + file
                        + " does not say what it holds, as that of calls.ndjson does; say it with --resource: "
                        + Resource.names() + "."));
    }

    /** The resource that an option names. */
    static Resource resource(String name) {
        return Resource.named(name)
                .orElseThrow(() -> new CommandFailure(
                        "There is no resource \"" + name + "\"; these are: " + Resource.names() + "."));
    }

    /** How many bytes there are to read, or -1 when nobody knows before the end. */
    long bytes() {
        try {
            var total = 0L;
            for (var file : names) {
                if (file.equals(STANDARD_INPUT) || !Files.isRegularFile(Path.of(file))) {
                    return -1;
                }
                total += Files.size(Path.of(file));
            }
            return total;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
