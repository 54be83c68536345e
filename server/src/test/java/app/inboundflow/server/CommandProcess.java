package app.inboundflow.server;

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
}
