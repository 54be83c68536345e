package app.inboundflow.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.inboundflow.server.CommandProcess;
import app.inboundflow.server.HomeTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that are told to end in the middle: real processes and signals; none leaves a PostgreSQL running. */
@Timeout(90)
class StopTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "INT,  130, incomplete-,         demo --port 0",
        "TERM, 143, data/postmaster.pid, demo --port 0",
        "INT,  130, data/postmaster.pid, keys list --organization ID",
        "TERM, 143, data/pg_stat_tmp,    import --organization ID --resource calls -",
    })
    void aCommandThatIsToldToEndStopsItsPostgres(String signal, int exitCode, String moment, String command)
            throws Exception {
        assumeThat(signal.equals("INT") && isInterruptIgnored())
                .as("a shell starts what runs in the background with SIGINT ignored, and processes inherit that")
                .isFalse();
        // What happens once PostgreSQL starts need not wait for initdb.
        if (moment.equals("data/postmaster.pid")) {
            HomeTemplate.copyTo(home);
        } else {
            HomeTemplate.linkPrograms(home);
        }
        var errors = home.resolve("errors");
        var process = start(command.replace("ID", UUID.randomUUID().toString()), errors);
        try {
            await(process, moment);
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            assertThat(process.exitValue()).as(Files.readString(errors)).isEqualTo(exitCode);
            assertThat(Files.readAllLines(errors))
                    .as("the log alone")
                    .allMatch(line -> line.matches("\\d{4}-.* INFO .*"));
            assertThat(processesOfHome()).isEmpty();
            assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
        } finally {
            process.destroyForcibly();
            processesOfHome().forEach(ProcessHandle::destroyForcibly);
            Files.delete(home.resolve("postgresql"));
        }
    }

    private static boolean isInterruptIgnored() throws IOException {
        var status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1 << 1) != 0);
    }

    private Process start(String command, Path errors) throws IOException {
        return CommandProcess.builder(home, List.of(), command.split(" "))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
    }

    /** Waits until a file exists whose path begins so. */
    private void await(Process process, String moment) throws IOException, InterruptedException {
        var limit = Instant.now().plus(Duration.ofSeconds(40));
        while (!exists(home.resolve(moment))) {
            assertThat(process.isAlive()).as("runs").isTrue();
            assertThat(Instant.now()).as("waited in vain").isBefore(limit);
            Thread.sleep(5);
        }
    }

    private static boolean exists(Path path) throws IOException {
        if (!Files.isDirectory(path.getParent())) {
            return false;
        }
        try (var siblings = Files.list(path.getParent())) {
            return siblings.anyMatch(sibling -> sibling.toString().startsWith(path.toString()));
        }
    }

    private List<ProcessHandle> processesOfHome() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
                .toList();
    }
}
