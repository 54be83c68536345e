import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A checkout of InboundFlow with its own embedded PostgreSQL.
 *
 * @param checkout where the launcher is, which builds when it must
 * @param home the INBOUNDFLOW_HOME
 */
record Installation(Path checkout, Path home) {

    /** A server that runs. */
    record Server(Process process, String url) implements AutoCloseable {
        /** What it holds in memory. */
        long megabytes() throws IOException, InterruptedException {
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(process.pid()));
            return Long.parseLong(output(ps, Stream.empty())) * 1024 / 1_000_000;
        }

        /** The processor time that it has taken. */
        Duration cpu() {
            return cpuOf(process.toHandle());
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }

    /** Starts a server on a free port. */
    Server serve() throws IOException {
        var process = launcher("serve", "--port", "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var line = String.valueOf(process.inputReader().readLine());
        if (!line.startsWith("InboundFlow listens on ")) {
            throw new IllegalStateException("The server did not start: " + line);
        }
        return new Server(process, line.split(" ")[3]);
    }

    /** Runs a command with these lines as its input, and returns its output. */
    String run(Stream<String> input, String... arguments) throws IOException, InterruptedException {
        return output(launcher(arguments), input);
    }

    /** Runs a command, and returns the processor time that it took, the launcher included. */
    double secondsOfCpu(String... arguments) throws IOException, InterruptedException {
        var shell = launcher(arguments);
        shell.command().addAll(0, List.of("sh", "-c", "\"$0\" \"$@\" >/dev/null; times"));
        var minutesAndSeconds =
                output(shell, Stream.empty()).lines().toList().getLast().split("[ms ]+");
        double seconds = 0;
        for (int i = 0; i < minutesAndSeconds.length; i++) {
            seconds += Double.parseDouble(minutesAndSeconds[i]) * (i % 2 == 0 ? 60 : 1);
        }
        return seconds;
    }

    /** The processor time that the processes of PostgreSQL have taken. */
    Duration cpuOfPostgres() throws IOException {
        var pid = Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst();
        var postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(Installation::cpuOf)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration cpuOf(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private ProcessBuilder launcher(String... arguments) {
        var builder = new ProcessBuilder(checkout.resolve("inboundflow").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("INBOUNDFLOW_DATABASE_URL");
        builder.environment().put("INBOUNDFLOW_HOME", home.toString());
        builder.environment().putIfAbsent("INBOUNDFLOW_JAVA_OPTIONS", "-Xmx512m");
        return builder;
    }

    /** Runs a process to its end with these lines as its input, and returns its output. */
    static String output(ProcessBuilder builder, Stream<String> input) throws IOException, InterruptedException {
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var in = new PrintWriter(process.outputWriter(UTF_8))) {
            input.forEach(in::println);
        }
        var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", builder.command()) + " failed. " + output);
        }
        return output;
    }
}
