package app.inboundflow.server.postgres;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data directory of a home and the server on it. To call anything but {@link #isHeld}, hold the home's start lock.
 */
record PostgresServer(Path home, PostgresBinaries binaries) {

    /** The database, and the role that owns it, which is no superuser. */
    static final String NAME = "inboundflow";

    /** For its operator only; its password is beside that of the role. */
    private static final String SUPERUSER = "postgres";

    /** In the data directory: says that the role is no superuser. Until November 2026 it was. */
    private static final String PLAIN = "inboundflow-is-no-superuser";

    /** How long {@link #start} tries again after a trouble that passes, such as backends of a killed postmaster. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration RECOVERY = Duration.ofMinutes(5);
    private static final long LARGE_LOG_BYTES = 10_000_000;
    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

    /** On the command line, where postgresql.conf cannot undo it. The log must tell no statement and no row. */
    private static final String SETTINGS = """
            -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c timezone=UTC -c log_timezone=UTC
            -c fsync=on -c full_page_writes=on -c synchronous_commit=on
            -c log_destination=stderr -c logging_collector=off -c log_checkpoints=off -c log_error_verbosity=terse
            -c log_statement=none -c log_min_duration_statement=-1 -c log_min_error_statement=panic
            """.replace('\n', ' ');

    private static final List<String> PASSING_TROUBLES = List.of(
            "pre-existing shared memory block", "lock file \"postmaster.pid\"", "could not create any TCP/IP sockets");

    /** The server of {@code home}, unpacked and initialized first where that has not been done; not started. */
    static PostgresServer in(Path home) throws IOException {
        PostgresBinaries.deleteLeftovers(home);
        var server = new PostgresServer(home, PostgresBinaries.in(home.resolve("postgresql")));
        if (!Files.exists(server.data().resolve("PG_VERSION"))) {
            server.initialize();
        } else if (!Files.exists(server.passwordFile())) {
            throw new EmbeddedPostgresException(
                    server.passwordFile() + " is missing, and with it the password of the database: restore it");
        } else if (!Files.exists(server.data().resolve(PLAIN)) && !isHeld(home)) {
            server.takeSuperuserFromRole();
        }
        return server;
    }

    /** Refuses a data directory that these binaries cannot read. */
    static void requireSameMajorVersion(Path home) throws IOException {
        Path file = home.resolve("data/PG_VERSION");
        String ours = PostgresBinaries.VERSION.substring(0, PostgresBinaries.VERSION.indexOf('.'));
        String theirs = Files.exists(file) ? Files.readString(file).strip() : ours;
        if (!theirs.equals(ours)) {
            throw new EmbeddedPostgresException("%s holds a database of PostgreSQL %s, this build carries version %s:"
                            .formatted(file.getParent(), theirs, ours)
                    + " dump it with the build that wrote it and restore it under another home");
        }
    }

    String password() throws IOException {
        return read(passwordFile());
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    /** A postmaster serves the data directory, though it may be recovering or shutting down. */
    static boolean isHeld(Path home) throws IOException {
        return PostmasterLock.of(home.resolve("data")).isHeld();
    }

    /**
     * Starts the server unless it runs, and waits until it takes connections.
     *
     * @param wanted the port if it must be that one; otherwise a random free one
     * @param patience how long to try again after troubles that pass
     * @return the port it listens on
     */
    int start(OptionalInt wanted, Duration patience) throws IOException {
        long since = System.nanoTime();
        while (true) {
            PostmasterLock lock = PostmasterLock.of(data());
            if (lock.isReady() && wanted.orElse(lock.port()) != lock.port()) {
                throw new EmbeddedPostgresException("PostgreSQL in %s listens on port %d, not %d: end all its users"
                        .formatted(data(), lock.port(), wanted.getAsInt()));
            }
            if (lock.isReady()) {
                return lock.port();
            }
            Optional<String> trouble =
                    lock.isHeld() ? Optional.of("it is still starting or stopping") : launch(lock, wanted);
            Duration limit = lock.isHeld() ? RECOVERY : patience;
            if (trouble.isPresent() && System.nanoTime() - since > limit.toNanos()) {
                throw new EmbeddedPostgresException(
                        "PostgreSQL in %s does not start: %s (see %s)".formatted(data(), trouble.get(), logFile()));
            }
            if (trouble.isPresent()) {
                log.debug("PostgreSQL in {} does not start yet: {}", data(), trouble.get());
                pause();
            }
        }
    }

    /** Stops the server, if it runs: ends its connections, writes a checkpoint, and waits for that. */
    void stop() throws IOException {
        // pg_ctl signals whatever process the lock file names, so make sure that it is ours.
        if (!isHeld(home)) {
            return;
        }
        log.debug("Stopping PostgreSQL in {}", data());
        var run = binaries.run(home, "", "pg_ctl", "stop", "-D", data().toString(), "-m", "fast", "-w", "-t", "60");
        if (run.status() != 0 && isHeld(home)) {
            throw new EmbeddedPostgresException("PostgreSQL in " + data() + " did not stop: " + run.output());
        }
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while waiting for PostgreSQL", e);
        }
    }

    /** One attempt; what it returns is a trouble that may pass. */
    private Optional<String> launch(PostmasterLock stale, OptionalInt wanted) throws IOException {
        stale.disown();
        if (Files.exists(logFile()) && Files.size(logFile()) > LARGE_LOG_BYTES) {
            Files.move(logFile(), home.resolve("postgresql.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
        long said = Files.exists(logFile()) ? Files.size(logFile()) : 0;
        int port = wanted.isPresent() ? wanted.getAsInt() : freePort();
        log.debug("Trying port {}", port);
        var run = binaries.run(
                home,
                "",
                "pg_ctl",
                "start",
                "-D",
                data().toString(),
                "-l",
                logFile().toString(),
                "-w",
                "-t",
                Long.toString(RECOVERY.toSeconds()),
                "-o",
                SETTINGS + "-p " + port);
        if (run.status() == 0) {
            return Optional.empty();
        }
        String reason = Files.exists(logFile()) ? lastFatal(said).orElse(run.output()) : run.output();
        if (PASSING_TROUBLES.stream().anyMatch(reason::contains)) {
            return Optional.of(reason);
        }
        throw new EmbeddedPostgresException(
                "PostgreSQL in %s does not start: %s (see %s)".formatted(data(), reason, logFile()));
    }

    private Optional<String> lastFatal(long from) throws IOException {
        try (var in = Files.newInputStream(logFile())) {
            in.skipNBytes(from);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("FATAL:  "))
                    .map(line -> line.substring(line.indexOf("FATAL:  ") + "FATAL:  ".length()))
                    .reduce((first, last) -> last);
        }
    }

    /**
     * A port below those that systems give to outgoing connections: a pool that tries to reconnect to a dead
     * server could otherwise be given the server's own port, and keep it from coming back.
     */
    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (var probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
                return port;
            } catch (BindException taken) {
                log.debug("port {} is taken", port);
            }
        }
    }

    private void initialize() throws IOException {
        log.info("Creating the database in {} (only once)", data());
        makePassword(passwordFile());
        makePassword(superuserPasswordFile());
        Path fresh = Files.createTempDirectory(home, PostgresBinaries.INCOMPLETE);
        // The built-in locale sorts alike on every machine; that of the C library changes with its version.
        require(
                "initdb",
                binaries.run(
                        home,
                        "",
                        "initdb",
                        "-D",
                        fresh.toString(),
                        "--no-instructions",
                        "-U",
                        SUPERUSER,
                        "-A",
                        "scram-sha-256",
                        "--pwfile",
                        superuserPasswordFile().toString(),
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--set",
                        "max_connections=100",
                        "--set",
                        "shared_buffers=64MB"));
        require("CREATE DATABASE", standalone(fresh, "postgres", """
                        CREATE ROLE %1$s LOGIN CREATEDB PASSWORD '%2$s'
                        GRANT pg_read_all_settings TO %1$s
                        CREATE DATABASE %1$s OWNER %1$s
                        """.formatted(NAME, password())));
        Files.createFile(fresh.resolve(PLAIN));
        // A build without lz4, such as zonky's for Linux, refuses this and stays with pglz.
        standalone(fresh, "postgres", "ALTER SYSTEM SET default_toast_compression = lz4\n");
        PostgresBinaries.moveIntoPlace(fresh, data());
    }

    /**
     * The role was the superuser that PostgreSQL began with, which can be renamed but not demoted; a new role takes its
     * name and what it owned. May be repeated when it was interrupted.
     */
    private void takeSuperuserFromRole() throws IOException {
        log.info("The API's role in {} is no longer a superuser (only once)", data());
        makePassword(superuserPasswordFile());
        require("ALTER ROLE", standalone(data(), "postgres", """
                        UPDATE pg_authid SET rolname = '%3$s' WHERE oid = 10
                        ALTER ROLE %3$s PASSWORD '%4$s'
                        DO $$BEGIN CREATE ROLE %1$s; EXCEPTION WHEN duplicate_object THEN NULL; END$$
                        ALTER ROLE %1$s LOGIN CREATEDB PASSWORD '%2$s'
                        GRANT pg_read_all_settings TO %1$s
                        ALTER DATABASE %1$s OWNER TO %1$s
                        """.formatted(
                        NAME, password(), SUPERUSER, read(superuserPasswordFile()))));
        require("ALTER TABLE", standalone(data(), NAME, """
                        DO $$DECLARE owned regclass; BEGIN FOR owned IN SELECT oid FROM pg_class WHERE relnamespace = \
                        'public'::regnamespace AND relkind IN ('r', 'p') LOOP EXECUTE format('ALTER TABLE %%s OWNER TO \
                        %1$s', owned); END LOOP; END$$
                        """.formatted(NAME)));
        PostgresBinaries.sync(Files.createFile(data().resolve(PLAIN)));
    }

    /** Runs statements, one a line, as the superuser on a data directory that no server serves. */
    private PostgresBinaries.Run standalone(Path directory, String database, String statements) throws IOException {
        return binaries.run(
                home,
                statements,
                "postgres",
                "--single",
                "-D",
                directory.toString(),
                "-c",
                "exit_on_error=on",
                // An error would repeat the password.
                "-c",
                "log_min_error_statement=panic",
                database);
    }

    private static void require(String what, PostgresBinaries.Run run) {
        if (run.status() != 0) {
            throw new EmbeddedPostgresException("PostgreSQL's " + what + " failed: " + run.output());
        }
    }

    private static void makePassword(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            PrivateFiles.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n");
        }
    }

    private Path data() {
        return home.resolve("data");
    }

    private Path logFile() {
        return home.resolve("postgresql.log");
    }

    private Path superuserPasswordFile() {
        return home.resolve("superuser.password");
    }

    private Path passwordFile() {
        return home.resolve("password");
    }
}
