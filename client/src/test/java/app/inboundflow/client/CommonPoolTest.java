package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The common pool of an application can be busy; requests never wait for it. */
class CommonPoolTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void requestsDoNotWaitForABusyCommonPool(int parallelism) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + parallelism,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BusyPool.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            var took = new HashMap<String, Integer>();
            output.lines()
                    .map(line -> line.split(" "))
                    .forEach(words -> took.put(words[0], words.length == 2 ? Integer.valueOf(words[1]) : -1));

            // The slack is the machine's, not the client's: what waited for the pool would wait for ever.
            assertThat(took.keySet())
                    .as(output)
                    .containsExactlyInAnyOrder(
                            "answer", "retry", "reset", "refused", "totalTimeout", "pauses", "async", "locked");
            assertThat(took.get("answer")).as(output).isLessThan(4000);
            assertThat(took.get("retry")).as(output).isLessThan(4000);
            assertThat(took.get("reset")).as(output).isBetween(375, 5000);
            assertThat(took.get("refused")).as(output).isBetween(375, 5000);
            assertThat(took.get("totalTimeout")).as(output).isBetween(500, 3000);
            assertThat(took.get("pauses")).as(output).isLessThan(3000);
            assertThat(took.get("async")).as(output).isBetween(500, 3000);
            assertThat(took.get("locked")).as(output).isLessThan(8000);
        } finally {
            process.destroyForcibly();
        }
    }
}
