package app.inboundflow.server;

import app.inboundflow.server.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A home whose PostgreSQL is unpacked and initialized once for all tests: doing so takes seconds, copying it does not. Its
 * data is made anew by every run of the tests.
 */
public final class HomeTemplate {
    private HomeTemplate() {}

    private static final class Made {
        static final Path HOME = make();
    }

    /** The template itself, which no test changes. */
    public static Path path() {
        return Made.HOME;
    }

    /** Makes a home of which the programs are there, and nothing else. */
    public static void linkPrograms(Path home) {
        try {
            Files.createDirectories(home);
            Files.createSymbolicLink(home.resolve("postgresql"), path().resolve("postgresql"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Makes a home with an empty database. */
    public static void copyTo(Path home) {
        linkPrograms(home);
        run(
                "cp",
                "-a",
                path().resolve("data").toString(),
                path().resolve("password").toString(),
                path().resolve("superuser.password").toString(),
                home.toString());
    }

    private static Path make() {
        var home = Path.of(System.getProperty("basedir", ""), "target", "home-template")
                .toAbsolutePath();
        run(
                "rm",
                "-rf",
                home.resolve("data").toString(),
                home.resolve("password").toString(),
                home.resolve("superuser.password").toString());
        Database.open(Configuration.of(Map.of("INBOUNDFLOW_HOME", home.toString())))
                .close();
        return home;
    }

    private static void run(String... command) {
        try {
            var process = new ProcessBuilder(command).inheritIO().start();
            if (process.onExit().join().exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
