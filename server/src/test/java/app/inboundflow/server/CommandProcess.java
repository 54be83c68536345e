package app.inboundflow.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands as processes of their own, from the classes under test. */
public final class CommandProcess {
    private CommandProcess() {}

    /**
     * A process that is still to be started.
     *
     * @param home its {@code INBOUNDFLOW_HOME}; no other variable of ours is set
     * @param javaOptions such as {@code -Xmx64m}
     * @param arguments the command and its options
     */
    public static ProcessBuilder builder(Path home, List<String> javaOptions, String... arguments) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow"));
        words.addAll(javaOptions);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Application.class.getName()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("INBOUNDFLOW_"));
        builder.environment().put("INBOUNDFLOW_HOME", home.toString());
        return builder;
    }

    /** What a command left behind. */
    public record Result(int exitCode, String out, String err) {}

    /** Runs a command on a database of the operator's own. */
    static Result runOn(String databaseUrl, String... arguments) throws IOException, InterruptedException {
        var builder = builder(TestServer.path(TestServer.HOME), List.of(), arguments);
        builder.environment().put("INBOUNDFLOW_DATABASE_URL", databaseUrl);
        return run(builder);
    }

    /** Runs a command to its end. */
    public static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
        var err = Files.createTempFile("err", ".txt");
        try {
            var process = builder.redirectError(err.toFile()).start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }
}
