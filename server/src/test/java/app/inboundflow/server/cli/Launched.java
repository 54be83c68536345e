package app.inboundflow.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The launcher with the packaged jar, as an operator runs it: a process with its own home directory. */
final class Launched {
    private static final String LAUNCHER = System.getProperty("inboundflow.launcher");

    private final Path home;
    private final Map<String, String> environment;

    Launched(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {}

    /** Runs a command to its end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        var out = Files.createTempFile("out", ".txt");
        var err = Files.createTempFile("err", ".txt");
        var process = builder(arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Starts {@code serve} on a free port and waits until it listens. */
    Server serve() throws IOException {
        var process = builder("serve", "--port", "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = process.inputReader();
        var line = String.valueOf(out.readLine());
        assertThat(line).startsWith("InboundFlow listens on http://127.0.0.1:");
        return new Server(process, line.replaceFirst(".* (http://\\S+) .*", "$1"));
    }

    /** A server that runs. */
    record Server(Process process, String url) implements AutoCloseable {
        /** Asks it to stop, as Ctrl-C or a service manager does. */
        int stop() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(40, TimeUnit.SECONDS))
                    .as("stops when asked")
                    .isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder builder(String... arguments) {
        var builder = new ProcessBuilder(
                Stream.concat(Stream.of(LAUNCHER), List.of(arguments).stream()).toList());
        builder.environment().remove("INBOUNDFLOW_DATABASE_URL");
        builder.environment().put("INBOUNDFLOW_HOME", home.toString());
        builder.environment().put("INBOUNDFLOW_BUILD", "never");
        builder.environment().putAll(environment);
        return builder;
    }
}
