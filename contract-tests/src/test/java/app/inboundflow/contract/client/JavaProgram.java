package app.inboundflow.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.client.InboundFlowClient;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A program of an integrator: compiled for Java 17, without a warning, against the client's jar and Jackson alone, and run as a
 * process of the Java that runs Maven, which need not be the one that runs the tests.
 */
final class JavaProgram {
    private static final String CLASS_PATH = Stream.of(
                    InboundFlowClient.class,
                    ObjectMapper.class,
                    JsonParser.class,
                    JsonProperty.class,
                    JavaTimeModule.class)
            .map(JavaProgram::place)
            .collect(Collectors.joining(File.pathSeparator));

    private final Path directory;

    JavaProgram(Path directory) {
        this.directory = directory;
    }

    /** What a program printed. */
    record Result(int exitCode, String output) {}

    JavaProgram compile(String className, String source) throws IOException {
        var file = Files.writeString(directory.resolve(className + ".java"), source);
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        // classfile: the models bear annotations that nobody needs to have.
        var options = List.of(
                "--release", "17", "-Xlint:all,-classfile", "-Werror", "-cp", CLASS_PATH, "-d", directory.toString());
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled)
                    .as("%s compiles:%n%s%n%s", className, messages, source)
                    .isTrue();
        }
        return this;
    }

    /** Runs a compiled class to its end, with these variables and options of the JVM. */
    Result run(String className, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("inboundflow.maven.java"), "bin", "java")
                .toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", directory + File.pathSeparator + CLASS_PATH, className));
        var output = directory.resolve(className + ".txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends", className)
                    .isTrue();
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
