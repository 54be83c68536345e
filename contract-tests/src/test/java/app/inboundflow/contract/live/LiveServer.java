package app.inboundflow.contract.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The server under test: the packaged jar, {@code serve} in a process of its own, with its own PostgreSQL. The first test that needs it
 * starts it, and it stops with this JVM.
 */
public final class LiveServer implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile(
            "InboundFlow listens on (http://\\S+) and keeps its data in \\D*(jdbc:postgresql:[^)\\s]+?)\\)?\\.");
    private static final int SECONDS_TO_START = 120;
    private static final int SECONDS_TO_STOP = 40;

    private final Path directory;
    private final Process process;
    private final String url;
    private final String databaseUrl;

    /** Of the superuser of the embedded PostgreSQL, for what the role of the API may not. */
    private final String credentials;

    private final Sql sql;

    /**
     * Starts a server on a free port and waits until it listens.
     *
     * @param name of its log
     */
    private LiveServer(Path directory, String name, Map<String, String> environment) throws IOException {
        this.directory = directory;
        var log = directory.resolve(name + ".log");
        var builder = command(List.of("serve", "--port", "0")).redirectError(log.toFile());
        // All tests come from one address, which would soon have guessed too often.
        builder.environment().put("INBOUNDFLOW_FAILED_AUTHENTICATIONS_PER_MINUTE", "1000000");
        builder.environment().putAll(environment);
        process = builder.start();
        var said = firstLine(process);
        var listens = LISTENS.matcher(said);
        if (!listens.matches()) {
            process.destroyForcibly();
            throw new IllegalStateException("The server did not start; it said \"" + said + "\" and, in " + log + ":\n"
                    + Files.readString(log));
        }
        url = listens.group(1);
        databaseUrl = listens.group(2);
        var password = Files.readString(home(directory).resolve("superuser.password"));
        credentials = "?user=postgres&password=" + password.strip();
        sql = new Sql(databaseUrl + credentials);
    }

    private static Path home(Path directory) {
        return directory.resolve("home");
    }

    /** A command of the server's jar, with nothing of this process's own configuration. */
    private static ProcessBuilder command(List<String> arguments) {
        var jar = System.getProperty("inboundflow.server.jar", "the system property inboundflow.server.jar");
        if (!Files.exists(Path.of(jar))) {
            throw new IllegalStateException(jar + " does not exist: build it with mvn -pl server package -DskipTests");
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "--sun-misc-unsafe-memory-access=allow", "-Xmx256m", "-jar", jar));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("INBOUNDFLOW_"));
        return builder;
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

    /** The server that all tests share. */
    public static LiveServer shared() {
        return Shared.SERVER;
    }

    /** Another server, on an empty database of its own beside that of this one; for tests that break the database. */
    public LiveServer beside(String databaseName) throws IOException {
        sql.execute("CREATE DATABASE " + databaseName);
        var other = databaseUrl.replaceFirst("/[^/]*$", "/" + databaseName) + credentials;
        return new LiveServer(directory, databaseName, Map.of("INBOUNDFLOW_DATABASE_URL", other));
    }

    /** Runs another command of the jar on the same database, to its end; what it said is in the exception if it fails. */
    public void run(List<String> arguments) throws IOException, InterruptedException {
        var builder = command(arguments).redirectErrorStream(true);
        builder.environment().put("INBOUNDFLOW_HOME", home(directory).toString());
        var running = builder.start();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (running.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + ": " + said);
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:34567}. */
    public String url() {
        return url;
    }

    /** Its database. */
    public Sql sql() {
        return sql;
    }

    /** A new organization, without rows. */
    public Organization createOrganization(String name, String plan) {
        return new Organization(sql, name, plan);
    }

    /** Asks it to stop, as Ctrl-C or a service manager does, and waits until it has. */
    @Override
    public void close() {
        sql.close();
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

    private static final class Shared {
        static final LiveServer SERVER = start();

        private static LiveServer start() {
            try {
                var target =
                        Path.of(System.getProperty("basedir", ""), "target").toAbsolutePath();
                var directory = Files.createTempDirectory(Files.createDirectories(target), "live-");
                var home = home(directory).toString();
                var server = new LiveServer(directory, "server", Map.of("INBOUNDFLOW_HOME", home));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndForget(server), "stop the server"));
                return server;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private static void stopAndForget(LiveServer server) {
            server.close();
            try (var files = Files.walk(server.directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
