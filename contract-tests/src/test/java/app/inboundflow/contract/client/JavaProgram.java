package app.inboundflow.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.testing.FakeInboundFlow;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs of an integrator: compiled for Java 17, without a warning, against the client's jars and Jackson alone, and run as a process
 * of the Java that runs Maven, which need not be the one that runs the tests.
 *
 * @param directory of the sources and the classes
 */
record JavaProgram(Path directory) {
    /** The client's jars and Jackson's. */
    private static final String JARS = Stream.of(
                    InboundFlowClient.class,
                    FakeInboundFlow.class,
                    ObjectMapper.class,
                    JsonParser.class,
                    JsonProperty.class,
                    JavaTimeModule.class)
            .map(type ->
                    type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .collect(Collectors.joining(File.pathSeparator));

    /** What a program printed. */
    record Result(int exitCode, String output) {}

    /** The compiled classes and the jars. */
    String path() {
        return directory + File.pathSeparator + JARS;
    }

    /**
     * Compiles files.
     *
     * @param option where the jars are: on the class path ({@code -cp}) or the module path ({@code -p})
     * @param sources by their names without {@code .java}
     */
    void compile(String option, Map<String, String> sources) throws IOException {
        // classfile: the models bear annotations that nobody needs to have; path: the class path of these tests is no
        // matter here.
        var arguments =
                new ArrayList<>(List.of("--release", "17", "-Xlint:all,-classfile,-path", "-Werror", option, JARS));
        arguments.addAll(List.of("-encoding", "UTF-8", "-d", directory.toString()));
        for (var source : sources.entrySet()) {
            var file = directory.resolve(source.getKey() + ".java");
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        var messages = new StringWriter();
        var printed = new PrintWriter(messages, true);
        var compiler = ToolProvider.findFirst("javac").orElseThrow();
        assertThat(compiler.run(printed, printed, arguments.toArray(String[]::new)))
                .as("%s%n%s", messages, sources)
                .isZero();
    }

    /**
     * Runs {@code java} to its end.
     *
     * @param environment the only variables of the client that are set
     */
    Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(System.getProperty("inboundflow.maven.java") + "/bin/java"));
        command.addAll(List.of(arguments));
        var output = directory.resolve("output.txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("INBOUNDFLOW_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
