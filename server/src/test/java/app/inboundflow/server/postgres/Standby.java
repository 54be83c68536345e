package app.inboundflow.server.postgres;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A streaming replica of a home's PostgreSQL, from the same programs. It logs every statement. */
public final class Standby implements AutoCloseable {
    private static final String SUPERUSER = "postgres";

    private final Path home;
    private final PostgresBinaries binaries;
    private final String password;
    private final int port;

    private Standby(Path home, PostgresBinaries binaries, String password, int port) {
        this.home = home;
        this.binaries = binaries;
        this.password = password;
        this.port = port;
    }

    /** Copies the data of a PostgreSQL while it runs, and follows it from there. */
    public static Standby of(Path primary, Path home) throws IOException, SQLException {
        var password = Files.readString(primary.resolve("superuser.password")).strip();
        var primaryPort = PostmasterLock.of(primary.resolve("data")).port();
        copy(primary.resolve("data"), home.resolve("data"), primaryPort, password);
        Files.createFile(home.resolve("data/standby.signal"));
        Files.writeString(
                home.resolve("data/postgresql.auto.conf"),
                """
                primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s'
                log_statement = all
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                """.formatted(primaryPort, SUPERUSER, password),
                StandardOpenOption.APPEND);
        var standby = new Standby(home, PostgresBinaries.in(primary.resolve("postgresql")), password, freePort());
        standby.start();
        return standby;
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static void copy(Path from, Path to, int port, String password) throws IOException, SQLException {
        Files.createDirectories(to.getParent());
        try (var connection = DriverManager.getConnection(url(port), SUPERUSER, password);
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            run("rm", "-rf", to.toString());
            run("cp", "-a", from.toString(), to.toString());
            Files.delete(to.resolve("postmaster.pid"));
            try (var label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop()")) {
                label.next();
                Files.writeString(to.resolve("backup_label"), label.getString(1));
            }
        }
    }

    /** Starts it, and returns when it answers. */
    public void start() throws IOException {
        var data = home.resolve("data").toString();
        var run =
                binaries.run(home, "", "pg_ctl", "start", "-w", "-D", data, "-l", log().toString(), "-o", "-p " + port);
        if (run.status() != 0) {
            throw new IOException(run.output());
        }
    }

    /** Ends it without a word to anybody who is connected. */
    public void kill() throws IOException {
        binaries.run(
                home,
                "",
                "pg_ctl",
                "stop",
                "-w",
                "-m",
                "immediate",
                "-D",
                home.resolve("data").toString());
    }

    /** Runs a statement as its superuser. */
    public void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(), SUPERUSER, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public String url() {
        return url(port);
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + PostgresServer.NAME;
    }

    /** Where it logs. */
    public Path log() {
        return home.resolve("postgresql.log");
    }

    private static void run(String... command) throws IOException {
        if (new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
