package app.inboundflow.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.server.HomeTemplate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EmbeddedPostgresTest {

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Process> processes = new ArrayList<>();
    private Path home;

    @BeforeEach
    void makeHome(TestInfo test) throws Exception {
        home = Files.createDirectory(directory.resolve("a home"));
        if (test.getTags().contains("empty")) {
            HomeTemplate.linkPrograms(home);
        } else {
            HomeTemplate.copyTo(home);
        }
    }

    @AfterEach
    void killWhatIsLeft() throws Exception {
        threads.shutdownNow();
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            process.waitFor();
        }
        if (PostgresServer.isHeld(home)) {
            killPostmaster();
        }
    }

    @Test
    void openStartsADurablePostgres() throws Exception {
        try (var postgres = EmbeddedPostgres.open(home);
                var connection = connect(postgres)) {
            assertThat(postgres.jdbcUrl()).matches("jdbc:postgresql://127\\.0\\.0\\.1:\\d+/inboundflow");
            assertThat(postgres.user()).isEqualTo("inboundflow");
            assertThat(PostgresBinaries.VERSION).startsWith(ask(connection, "SHOW server_version") + ".");
            for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit", "data_checksums")) {
                assertThat(ask(connection, "SHOW " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(ask(connection, "SHOW log_timezone")).isEqualTo("UTC");
            assertThat(ask(connection, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(connection, "SELECT datlocale FROM pg_database WHERE datname = 'inboundflow'"))
                    .isEqualTo("C.UTF-8");
            assertThat(ask(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(connection, "SHOW unix_socket_directories")).isEmpty();
            assertThat(ask(connection, "SHOW max_connections")).isEqualTo("100");
        }
    }

    @Test
    @Tag("empty")
    void everythingIsForItsOwnerOnly() throws Exception {
        assertThat(permissions(HomeTemplate.path())).isEqualTo("rwx------");
        assertThat(permissions(HomeTemplate.path().resolve("password"))).isEqualTo("rw-------");
        assertThat(permissions(HomeTemplate.path().resolve("data"))).isEqualTo("rwx------");
        assertThat(permissions(HomeTemplate.path().resolve("postgresql.log"))).isEqualTo("rw-------");
    }

    @Test
    void locksCannotBeHeldByOthersWhateverTheHomeAllows() throws Exception {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(home.resolve("in-use.lock"));
        Files.setPosixFilePermissions(home.resolve("in-use.lock"), PosixFilePermissions.fromString("rw-r--r--"));
        EmbeddedPostgres.open(home).close();
        assertThat(permissions(home.resolve("in-use.lock"))).isEqualTo("rw-------");
        assertThat(permissions(home.resolve("start.lock"))).isEqualTo("rw-------");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> EmbeddedPostgres.open(home))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageStartingWith("Every user may write in ");
    }

    @Test
    void theRoleOwnsTheDatabaseAndIsNoSuperuser() throws Exception {
        try (var postgres = EmbeddedPostgres.open(home);
                var connection = connect(postgres)) {
            assertThat(ask(
                            connection,
                            "SELECT rolsuper OR rolcreaterole OR rolreplication FROM pg_roles"
                                    + " WHERE rolname = current_user"))
                    .isEqualTo("f");
            ask(connection, "CREATE TABLE t (c text); SELECT 1");
            assertThatThrownBy(() -> ask(connection, "SELECT pg_read_file('/etc/passwd')"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> ask(connection, "COPY t FROM PROGRAM 'id'"))
                    .hasMessageContaining("permission denied");
            var superuser = Files.readString(home.resolve("superuser.password")).strip();
            try (var other = DriverManager.getConnection(postgres.jdbcUrl(), "postgres", superuser)) {
                assertThat(ask(other, "SHOW is_superuser")).isEqualTo("on");
            }
        }
        assertThat(permissions(HomeTemplate.path().resolve("superuser.password")))
                .isEqualTo("rw-------");
    }

    /** A home as it was made when the role was the superuser that initdb makes. */
    @Test
    void theRoleOfAnOldHomeIsNoSuperuserAnyMoreAndKeepsItsTables() throws Exception {
        var binaries = PostgresBinaries.in(home.resolve("postgresql"));
        Files.delete(home.resolve("superuser.password"));
        assertThat(new ProcessBuilder("rm", "-r", home.resolve("data").toString())
                        .start()
                        .waitFor())
                .isZero();
        var password = home.resolve("password").toString();
        var data = home.resolve("data").toString();
        assertThat(binaries.run(
                                home,
                                "",
                                "initdb",
                                "-D",
                                data,
                                "-U",
                                "inboundflow",
                                "-A",
                                "scram-sha-256",
                                "--pwfile",
                                password)
                        .status())
                .isZero();
        assertThat(binaries.run(home, "CREATE DATABASE inboundflow\n", "postgres", "--single", "-D", data, "postgres")
                        .status())
                .isZero();
        assertThat(binaries.run(
                                home,
                                "CREATE TABLE kept (id serial PRIMARY KEY)\nINSERT INTO kept VALUES (42)\n",
                                "postgres",
                                "--single",
                                "-D",
                                data,
                                "inboundflow")
                        .status())
                .isZero();
        for (int round = 1; round <= 2; round++) {
            try (var postgres = EmbeddedPostgres.open(home);
                    var connection = connect(postgres)) {
                assertThat(ask(connection, "SHOW is_superuser")).isEqualTo("off");
                assertThat(ask(connection, "ALTER TABLE kept ADD COLUMN round" + round + " text; SELECT id FROM kept"))
                        .isEqualTo("42");
                assertThat(ask(
                                connection,
                                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'inboundflow'"))
                        .isEqualTo("inboundflow");
            }
        }
    }

    @Test
    void wrongPasswordIsRefused() {
        try (var postgres = EmbeddedPostgres.open(home)) {
            for (String password : List.of("", "inboundflow", postgres.password() + "x")) {
                assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), password))
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void logTellsNoStatementAndNoRow() throws Exception {
        try (var postgres = EmbeddedPostgres.open(home);
                var connection = connect(postgres)) {
            ask(connection, "CREATE TABLE t (c text PRIMARY KEY); INSERT INTO t VALUES ('sesame'); SELECT 1");
            assertThatThrownBy(() -> ask(connection, "INSERT INTO t VALUES ('sesame')"))
                    .hasMessageContaining("sesame");
            assertThatThrownBy(() -> ask(connection, "DO $$ BEGIN PERFORM 1 / 0 /* sesame */; END $$"))
                    .hasMessageContaining("by zero");
        }
        assertThat(home.resolve("postgresql.log"))
                .content()
                .contains("duplicate key", "by zero")
                .doesNotContain("sesame");
    }

    @Test
    void restartKeepsData() throws Exception {
        try (var postgres = EmbeddedPostgres.open(home);
                var connection = connect(postgres)) {
            ask(connection, "CREATE TABLE t AS SELECT 42 AS c; SELECT 1");
        }
        assertThat(PostgresServer.isHeld(home)).isFalse();
        try (var postgres = EmbeddedPostgres.open(home);
                var connection = connect(postgres)) {
            assertThat(ask(connection, "SELECT c FROM t")).isEqualTo("42");
        }
    }

    @Test
    void threadsShareOneServerAndTheLastStopsIt() throws Exception {
        var opened = new ArrayList<EmbeddedPostgres>();
        for (var one : threads.invokeAll(List.of(opener(), opener(), opener(), opener()))) {
            opened.add(one.get());
        }
        assertThat(opened)
                .extracting(EmbeddedPostgres::jdbcUrl)
                .containsOnly(opened.getFirst().jdbcUrl());
        for (var one : opened.subList(1, 4)) {
            one.close();
            one.close();
        }
        connect(opened.getFirst()).close();
        opened.getFirst().close();
        assertThat(PostgresServer.isHeld(home)).isFalse();
    }

    @Test
    void processesShareOneServerAndTheLastStopsIt() throws Exception {
        Process other = user(home, "hold");
        String url = other.inputReader().readLine();
        var postgres = EmbeddedPostgres.open(home);
        assertThat(postgres.jdbcUrl()).isEqualTo(url);
        postgres.close();
        connect(postgres).close();
        other.outputWriter().close();
        assertThat(other.waitFor()).isZero();
        assertThat(PostgresServer.isHeld(home)).isFalse();

        other = user(home, "hold");
        url = other.inputReader().readLine();
        postgres = EmbeddedPostgres.open(home);
        other.outputWriter().close();
        assertThat(other.waitFor()).isZero();
        assertThat(postgres.jdbcUrl()).isEqualTo(url);
        connect(postgres).close();
        postgres.close();
        assertThat(PostgresServer.isHeld(home)).isFalse();
    }

    @Test
    void openJoinsThePostgresOfAKilledProcess() throws Exception {
        Process inserter = user(home, "insert");
        long acknowledged = killAfterRows(inserter, 100);
        long postmaster = postmaster();
        var postgres = EmbeddedPostgres.open(home);
        assertThat(postmaster()).isEqualTo(postmaster);
        try (var connection = connect(postgres)) {
            assertThat(numbers(connection))
                    .containsAll(LongStream.rangeClosed(1, acknowledged).boxed().toList());
        }
        postgres.close();
        assertThat(PostgresServer.isHeld(home)).isFalse();
    }

    @Test
    void openRecoversEveryAcknowledgedRowAfterEverythingWasKilled() throws Exception {
        Process inserter = user(home, "insert");
        long acknowledged = killAfterRows(inserter, 100);
        killPostmaster();
        try (var postgres = EmbeddedPostgres.open(home);
                var connection = connect(postgres)) {
            assertThat(numbers(connection))
                    .containsAll(LongStream.rangeClosed(1, acknowledged).boxed().toList());
        }
    }

    @Test
    void supervisedPostgresComesBackOnItsPortWithEveryAcknowledgedRow() throws Exception {
        try (var postgres = EmbeddedPostgres.open(home)) {
            postgres.superviseUntilClosed();
            try (var connection = connect(postgres)) {
                ask(connection, "CREATE TABLE entry (number bigint PRIMARY KEY); SELECT 1");
            }
            var acknowledged = new ArrayList<Long>();
            for (int kill = 1; kill <= 2; kill++) {
                insertUntilKilled(postgres, acknowledged);
                until(() -> isUp(postgres));
            }
            try (var connection = connect(postgres)) {
                assertThat(numbers(connection)).containsAll(acknowledged);
            }
        }
        assertThat(PostgresServer.isHeld(home)).isFalse();
    }

    @Test
    void openWaitsForTheSupervisorOfAnotherProcess() throws Exception {
        String url = user(home, "supervise").inputReader().readLine();
        killPostmaster();
        try (var postgres = EmbeddedPostgres.open(home)) {
            assertThat(postgres.jdbcUrl()).isEqualTo(url);
            connect(postgres).close();
        }
    }

    @Test
    void supervisionOutlivesExhaustedMemory() throws Exception {
        Process other = user(home, "exhaust", "-Xmx32m");
        String url = other.inputReader().readLine();
        killPostmaster();
        try (var postgres = EmbeddedPostgres.open(home)) {
            assertThat(postgres.jdbcUrl()).isEqualTo(url);
            connect(postgres).close();
        }
    }

    @Test
    void openWaitsForTheEndOfAProcessThatDoesNotSupervise() throws Exception {
        Process other = user(home, "hold");
        other.inputReader().readLine();
        killPostmaster();
        long killed = System.nanoTime();
        var opening = threads.submit(opener());
        until(() -> opening.isDone()
                || System.nanoTime() - killed > Duration.ofSeconds(1).toNanos());
        assertThat(opening).isNotDone();
        other.outputWriter().close();
        try (var postgres = opening.get()) {
            connect(postgres).close();
        }
    }

    @Test
    void closeIsNotFollowedByARestart() throws Exception {
        for (int round = 1; round <= 3; round++) {
            var postgres = EmbeddedPostgres.open(home);
            postgres.superviseUntilClosed();
            killPostmaster();
            postgres.close();
            until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("postgresql-supervisor")));
            assertThat(PostgresServer.isHeld(home)).isFalse();
        }
    }

    enum Moment {
        UNPACKING("postgresql/" + PostgresBinaries.INCOMPLETE),
        INITIALIZING(PostgresBinaries.INCOMPLETE),
        INITIALIZED("data"),
        STARTING("data/postmaster.pid");

        private final String sign;

        Moment(String sign) {
            this.sign = sign;
        }

        boolean hasComeFor(Path home) throws IOException {
            Path path = home.resolve(sign);
            if (!Files.isDirectory(path.getParent())) {
                return false;
            }
            try (var siblings = Files.list(path.getParent())) {
                return siblings.anyMatch(sibling -> sibling.toString().startsWith(path.toString()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("empty")
    void openCompletesWhatAKilledFirstOpenLeft(Moment moment) throws Exception {
        if (moment == Moment.UNPACKING) {
            Files.delete(home.resolve("postgresql"));
        }
        Process first = user(home, "hold");
        until(() -> moment.hasComeFor(home));
        first.destroyForcibly().waitFor();
        try (var postgres = EmbeddedPostgres.open(home);
                var connection = connect(postgres)) {
            assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
        }
        assertThat(Moment.UNPACKING.hasComeFor(home)).isFalse();
        // The initdb of the killed process may have outlived it and still be writing.
        until(() -> {
            EmbeddedPostgres.open(home).close();
            return !Moment.INITIALIZING.hasComeFor(home);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger", "ourselves", "the dead", "nobody"})
    void openOverlooksAStaleLockFileThatNames(String whom) throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        processes.add(stranger);
        var postmaster = EmbeddedPostgres.open(home);
        killPostmaster();
        postmaster.close();
        Path lock = home.resolve("data/postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(lock));
        switch (whom) {
            case "stranger" -> lines.set(0, Long.toString(stranger.pid()));
            case "ourselves" ->
                lines.set(0, Long.toString(ProcessHandle.current().pid()));
            case "nobody" -> lines.clear();
            default -> assertThat(lines).hasSizeGreaterThan(7);
        }
        Files.write(lock, lines);
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(60)));
        try (var postgres = EmbeddedPostgres.open(home)) {
            connect(postgres).close();
        }
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void openWaitsForBackendsThatOutliveTheirPostmaster() throws Exception {
        var postgres = EmbeddedPostgres.open(home);
        var busy = connect(postgres);
        String pid = ask(busy, "SELECT pg_backend_pid()");
        var backend = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        // It never waits for anything, and so does not learn that its postmaster is gone.
        var query = threads.submit(() -> ask(busy, "DO 'BEGIN LOOP NULL; END LOOP; END'"));
        try {
            try (var connection = connect(postgres)) {
                until(() -> ask(connection, "SELECT state || query FROM pg_stat_activity WHERE pid = " + pid)
                        .startsWith("activeDO"));
            }
            killPostmaster();
            postgres.close();
            var opening = threads.submit(opener());
            until(() -> Files.readString(home.resolve("postgresql.log")).contains("is still in use"));
            assertThat(opening).isNotDone();
            assertThat(backend.isAlive()).isTrue();
            backend.destroyForcibly();
            opening.get().close();
            assertThatThrownBy(query::get).hasCauseInstanceOf(SQLException.class);
        } finally {
            backend.destroyForcibly();
        }
    }

    @Test
    @Tag("empty")
    void openRefusesDataOfAnotherMajorVersion() throws Exception {
        Path other = Files.createDirectory(directory.resolve("old"));
        Path version = Files.createDirectory(other.resolve("data")).resolve("PG_VERSION");
        Files.writeString(version, "17\n");
        assertThatThrownBy(() -> EmbeddedPostgres.open(other))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("holds a database of PostgreSQL 17, this build carries version 18:")
                .message()
                .doesNotContain("\n");
        try (var files = Files.walk(other)) {
            assertThat(files).containsExactly(other, version.getParent(), version);
        }
    }

    @Test
    @Tag("empty")
    void openRefusesAHomeItCannotUse() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        for (Path unusable : List.of(file, file.resolve("below"), Path.of("/proc/inboundflow"))) {
            assertThatThrownBy(() -> EmbeddedPostgres.open(unusable))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageStartingWith("Cannot keep a database in " + unusable + ": ")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    @Tag("empty")
    void openSaysWhatToDoOnAPlatformWithoutBinaries() throws Exception {
        Process child = user(home, "hold", "-Dos.arch=riscv64");
        assertThat(child.inputReader().readLine())
                .isEqualTo("This build carries no PostgreSQL for linux-riscv64:"
                        + " set INBOUNDFLOW_DATABASE_URL to a PostgreSQL 14 or newer instead");
    }

    @Test
    @Tag("empty")
    void platformIsSpelledAsInTheBinaries() {
        assertThat(PostgresBinaries.platform("Linux", "amd64", false)).isEqualTo("linux-x86_64");
        assertThat(PostgresBinaries.platform("Linux", "amd64", true)).isEqualTo("linux-x86_64-alpine_linux");
        assertThat(PostgresBinaries.platform("Linux", "aarch64", false)).isEqualTo("linux-arm_64");
        assertThat(PostgresBinaries.platform("Mac OS X", "aarch64", false)).isEqualTo("darwin-arm_64");
    }

    private Callable<EmbeddedPostgres> opener() {
        return () -> EmbeddedPostgres.open(home);
    }

    private Process user(Path home, String task, String... options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.addAll(List.of(EmbeddedPostgresUser.class.getName(), home.toString(), task));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    /** Returns the last number that was acknowledged. */
    private static long killAfterRows(Process inserter, int rows) throws Exception {
        BufferedReader output = inserter.inputReader();
        output.readLine();
        long last = 0;
        for (String line; (line = output.readLine()) != null; ) {
            last = Long.parseLong(line);
            if (last == rows) {
                // Through its handle: Process.destroyForcibly would throw away what it has printed.
                inserter.toHandle().destroyForcibly();
            }
        }
        inserter.waitFor();
        assertThat(last).isGreaterThanOrEqualTo(rows);
        return last;
    }

    private void insertUntilKilled(EmbeddedPostgres postgres, List<Long> acknowledged) throws Exception {
        long first = acknowledged.size() * 1000L;
        Future<?> kill = CompletableFuture.completedFuture(null);
        try (var connection = connect(postgres)) {
            for (long number = first; true; number++) {
                ask(connection, "INSERT INTO entry VALUES (" + number + ") RETURNING 1");
                acknowledged.add(number);
                if (number == first + 100) {
                    kill = threads.submit(this::killPostmaster);
                }
            }
        } catch (SQLException expected) {
            kill.get();
        }
    }

    private void killPostmaster() {
        try {
            var process = ProcessHandle.of(postmaster()).orElseThrow();
            process.destroyForcibly();
            until(() -> !PostgresServer.isHeld(home));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst());
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private static boolean isUp(EmbeddedPostgres postgres) {
        try (var connection = connect(postgres)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Runs one or more statements; answers with the first column of the first row of the last. */
    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows && statement.getUpdateCount() >= 0) {
                rows = statement.getMoreResults();
            }
            var result = statement.getResultSet();
            return result != null && result.next() ? result.getString(1) : "";
        }
    }

    private static List<Long> numbers(Connection connection) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT number FROM entry ORDER BY number")) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Waits for a condition that must come true, and that often holds only briefly. */
    private static void until(Callable<Boolean> condition) throws Exception {
        Instant limit = Instant.now().plus(Duration.ofSeconds(30));
        while (!condition.call()) {
            assertThat(Instant.now()).as("waited in vain").isBefore(limit);
            Thread.sleep(5);
        }
    }
}
