package app.inboundflow.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.inboundflow.server.CommandProcess;
import app.inboundflow.server.HomeTemplate;
import app.inboundflow.server.api.model.Scope;
import app.inboundflow.server.validation.StrictJson;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo} as somebody tries it: a process, and its lines pasted into a shell. */
@Timeout(90)
class DemoTest {
    @TempDir
    private Path home;

    @Test
    void demoPrintsLinesThatWorkAndFindsItsOrganizationAgain() throws Exception {
        assumeThat(new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor())
                .as("curl is installed")
                .isZero();
        HomeTemplate.linkPrograms(home);
        var file = home.resolve("demo.key");
        String key;
        JsonNode calls;
        try (var demo = launch();
                var second = launch()) {
            holdBackUntilBothWait(demo, second);
            demo.awaitLines();
            second.awaitLines();
            assertThat(second.lines()).contains(demo.lines().get(1));
            data(second.curls().get(1), 200);
            assertThat(second.stop()).isEqualTo(143);
            key = Files.readString(file).strip();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(demo.lines()).contains("Key: " + key);
            assertThat(demo.lines().getLast()).matches("Documentation: http://127.0.0.1:\\d+/docs");
            assertThat(demo.curls()).hasSize(3);

            calls = data(demo.curls().get(0), 200);
            assertThat(calls.values()).hasSize(3).allSatisfy(call -> assertThat(text(call, "status"))
                    .isEqualTo("completed"));
            assertThat(data(demo.curls().get(1), 200).get("messages").size()).isPositive();
            var contact = data(demo.curls().get(2), 201);
            assertThat(text(contact, "name")).isEqualTo("John Doe");
            assertThat(data(demo.curls().get(2), 201)).as("pasted twice").isEqualTo(contact);

            var account = data(demo.curls().get(0).replaceFirst("/v1/calls[^']*", "/v1/me"), 200);
            assertThat(text(account, "organization_name")).isEqualTo("Dave Auto Shop");
            assertThat(text(account, "plan")).isEqualTo("Starter Plan");
            assertThat(account.get("scopes").size()).isEqualTo(Scope.values().length);
            assertThat(demo.stop()).isEqualTo(143);
        }
        try (var again = start()) {
            assertThat(Files.readString(file).strip()).isEqualTo(key);
            assertThat(data(again.curls().get(0), 200)).isEqualTo(calls);
            data(again.curls().get(2), 201);
            assertThat(again.stop()).isEqualTo(143);
        }
        Files.writeString(file, "sk_live_worthless\n");
        try (var again = start()) {
            assertThat(Files.readString(file).strip()).startsWith("sk_live_").isNotEqualTo(key);
            assertThat(data(again.curls().get(0), 200)).isEqualTo(calls);
        }
    }

    private record Demo(Process process, List<String> lines) implements AutoCloseable {
        /** Reads what it prints until it serves. */
        void awaitLines() throws IOException {
            var out = process.inputReader();
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.startsWith("Documentation: ")) {
                    break;
                }
            }
            assertThat(lines).hasSize(6).first().asString().startsWith("InboundFlow listens on http://127.0.0.1:");
        }

        List<String> curls() {
            return lines.stream().filter(line -> line.startsWith("curl ")).toList();
        }

        int stop() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        /** Waits, so that no process uses the directory any more when it is deleted. */
        @Override
        public void close() {
            process.destroy();
            process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
            process.destroyForcibly();
        }
    }

    private Demo launch() throws IOException {
        var builder = CommandProcess.builder(home, List.of(), "demo", "--port", "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        return new Demo(builder.start(), new ArrayList<>());
    }

    private Demo start() throws IOException {
        var demo = launch();
        demo.awaitLines();
        return demo;
    }

    /** Lets two processes go on only when both wait for the lock; where the system does not tell who waits, at once. */
    private void holdBackUntilBothWait(Demo... demos) throws Exception {
        var locks = Path.of("/proc/locks");
        try (var channel = FileChannel.open(home.resolve("demo.lock"), CREATE, WRITE)) {
            channel.lock();
            var inode = Files.getAttribute(home.resolve("demo.lock"), "unix:ino");
            var since = System.nanoTime();
            for (var demo : demos) {
                var waiting = Pattern.compile(".*-> .* " + demo.process.pid() + " [^ ]*:" + inode + " .*");
                while (Files.exists(locks)
                        && Files.readAllLines(locks).stream().noneMatch(waiting.asMatchPredicate())) {
                    assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(60));
                    Thread.sleep(20);
                }
            }
        }
    }

    /** The data that a line answers, in the shell. */
    private static JsonNode data(String line, int status) throws IOException, InterruptedException {
        var process = new ProcessBuilder("sh", "-c", line + " -w '\\n%{http_code}'")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(line).isZero();
        assertThat(answer).endsWith("\n" + status);
        var body = answer.substring(0, answer.lastIndexOf('\n'));
        return StrictJson.parse(body.getBytes(UTF_8)).get("data");
    }

    private static String text(JsonNode object, String property) {
        return object.get(property).getStringValue();
    }
}
