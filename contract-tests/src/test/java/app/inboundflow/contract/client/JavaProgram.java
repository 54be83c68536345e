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
                    FakeInboundFlow.class,
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

    /** Compiles one class on the class path. */
    JavaProgram compile(String className, String source) throws IOException {
        return compile("-cp", Map.of(className, source));
    }

    /** Compiles files, with the jars on the class path ({@code -cp}) or the module path ({@code -p}). */
    JavaProgram compile(String path, Map<String, String> sources) throws IOException {
        for (var source : sources.entrySet()) {
            Files.writeString(directory.resolve(source.getKey() + ".java"), source.getValue());
        }
        var sourceFiles = sources.keySet().stream()
                .map(name -> directory.resolve(name + ".java"))
                .toList();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        // classfile: the models bear annotations that nobody needs to have.
        var options = List.of(
                "--release", "17", "-Xlint:all,-classfile", "-Werror", path, CLASS_PATH, "-d", directory.toString());
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sourceFiles))
                    .call();
            assertThat(compiled).as("%s%n%s", messages, sources).isTrue();
        }
        return this;
    }

    /** Runs a compiled class to its end, with these variables and options of the JVM. */
    Result run(String className, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-cp", directory + File.pathSeparator + CLASS_PATH, className));
        return java(arguments, environment);
    }

    /** Runs a class of a compiled module to its end. */
    Result runModule(String moduleAndClass, Map<String, String> environment) throws IOException, InterruptedException {
        return java(List.of("-p", directory + File.pathSeparator + CLASS_PATH, "-m", moduleAndClass), environment);
    }

    /** Runs a class of an application that is compiled already, with the jars that it was built with, to its end. */
    Result runApplication(Path target, String className, Map<String, String> environment)
            throws IOException, InterruptedException {
        return java(
                List.of(
                        "-cp",
                        target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*",
                        className),
                environment);
    }

    private Result java(List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("inboundflow.maven.java"), "bin", "java")
                .toString());
        command.addAll(arguments);
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
