package app.inboundflow.contract.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code java -jar inboundflow-server.jar serve}: a process, the address it listens on, and where its data is. */
final class ServerProcess {
    private static final Pattern LISTENS = Pattern.compile(
            "InboundFlow listens on (http://\\S+) and keeps its data in \\D*(jdbc:postgresql:[^)\\s]+?)\\)?\\.");
    private static final int SECONDS_TO_START = 120;
    private static final int SECONDS_TO_STOP = 40;

    private final Process process;
    private final String url;
    private final String databaseUrl;

    private ServerProcess(Process process, String url, String databaseUrl) {
        this.process = process;
        this.url = url;
        this.databaseUrl = databaseUrl;
    }

    /**
     * Starts a server on a free port and waits until it listens.
     *
     * @param log where what it says goes
     * @param environment variables besides those of this process
     */
    static ServerProcess start(Path log, Map<String, String> environment) {
        var builder = command(List.of("serve", "--port", "0")).redirectError(log.toFile());
        // All tests come from one address, which would soon have guessed too often.
        builder.environment().put("INBOUNDFLOW_FAILED_AUTHENTICATIONS_PER_MINUTE", "1000000");
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            var said = firstLine(process);
            Matcher listens = LISTENS.matcher(said);
            if (!listens.matches()) {
                process.destroyForcibly();
                throw new IllegalStateException("The server did not start; it said \"" + said + "\" and, in " + log
                        + ":\n" + Files.readString(log));
            }
            return new ServerProcess(process, listens.group(1), listens.group(2));
        } catch (IOException failed) {
            throw new IllegalStateException("The server could not be started; see " + log, failed);
        }
    }

    /** A command of the server's jar, with nothing of this process's own configuration. */
    static ProcessBuilder command(List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m",
                "-jar",
                jar().toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("INBOUNDFLOW_"));
        return builder;
    }

    private static Path jar() {
        var jar = Path.of(System.getProperty("inboundflow.server.jar", "the system property inboundflow.server.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " does not exist: build it with mvn -pl server package -DskipTests");
        }
        return jar;
    }

    /** What it says first, or why it says nothing. */
    private static String firstLine(Process process) {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return String.valueOf(process.inputReader().readLine());
                    } catch (IOException failed) {
                        return "(" + failed + ")";
                    }
                })
                .completeOnTimeout("nothing for " + SECONDS_TO_START + " seconds", SECONDS_TO_START, TimeUnit.SECONDS)
                .join();
    }

    String url() {
        return url;
    }

    /** Without user and password. */
    String databaseUrl() {
        return databaseUrl;
    }

    /** Asks it to stop, as Ctrl-C or a service manager does, and waits until it has. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The server did not stop within " + SECONDS_TO_STOP + " seconds.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
