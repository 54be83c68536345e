package app.inboundflow.contract.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The server under test: the packaged jar in a process of its own, with its own PostgreSQL. The first test that needs it starts
 * it, and it stops with this JVM.
 */
public final class LiveServer implements AutoCloseable {
    /** The superuser of the embedded PostgreSQL, for what the role of the API may not. */
    private static final String USER = "postgres";

    private final ServerProcess process;
    private final Sql sql;
    private final String password;
    private final Path directory;

    private LiveServer(ServerProcess process, String password, Path directory) {
        this.process = process;
        this.password = password;
        this.directory = directory;
        this.sql = new Sql(process.databaseUrl(), USER, password);
    }

    /** The server that all tests share. */
    public static LiveServer shared() {
        return Shared.SERVER;
    }

    /** Another server, on an empty database of its own beside that of this one; for tests that break the database. */
    public LiveServer beside(String databaseName) {
        sql.execute("CREATE DATABASE " + databaseName);
        var url = process.databaseUrl().replaceFirst("/[^/]*$", "/" + databaseName);
        var other = ServerProcess.start(
                directory.resolve(databaseName + ".log"),
                Map.of("INBOUNDFLOW_DATABASE_URL", url + "?user=" + USER + "&password=" + password));
        return new LiveServer(other, password, directory);
    }

    /** Runs another command of the jar on the same database, to its end; what it said is in the exception if it fails. */
    public void run(List<String> arguments) throws IOException, InterruptedException {
        var builder = ServerProcess.command(arguments).redirectErrorStream(true);
        builder.environment().put("INBOUNDFLOW_HOME", directory.resolve("home").toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + ": " + said);
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:34567}. */
    public String url() {
        return process.url();
    }

    /** Its database. */
    public Sql sql() {
        return sql;
    }

    /** A new organization, without rows. */
    public Organization createOrganization(String name, String plan) {
        return new Organization(sql, name, plan);
    }

    @Override
    public void close() {
        sql.close();
        process.stop();
    }

    private static LiveServer start() {
        try {
            var target = Path.of(System.getProperty("basedir", ""), "target").toAbsolutePath();
            var directory = Files.createTempDirectory(Files.createDirectories(target), "live-");
            var home = directory.resolve("home");
            var process =
                    ServerProcess.start(directory.resolve("server.log"), Map.of("INBOUNDFLOW_HOME", home.toString()));
            return new LiveServer(
                    process,
                    Files.readString(home.resolve("superuser.password")).strip(),
                    directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void stopAndForget() {
        close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static final class Shared {
        static final LiveServer SERVER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::stopAndForget, "stop the server"));
        }
    }
}
