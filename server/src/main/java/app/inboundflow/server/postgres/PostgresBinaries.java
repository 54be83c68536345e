package app.inboundflow.server.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs ({@code initdb}, {@code pg_ctl}, {@code postgres}), unpacked from the class path.
 *
 * @param directory the unpacked distribution, with {@code bin}, {@code lib} and {@code share}
 * @param wrapper the command every program is run through, empty unless this process belongs to root
 */
record PostgresBinaries(Path directory, List<String> wrapper) {

    /** The version of the zonky binaries on the class path; a test compares it with what the server says. */
    static final String VERSION = "18.6.0";

    static final String INCOMPLETE = "incomplete-";

    static final String ELSEWHERE = "set INBOUNDFLOW_DATABASE_URL to a PostgreSQL 14 or newer instead";
    private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);

    /** What a program said on both of its outputs, and its exit status. */
    record Run(int status, String output) {}

    /**
     * The programs under {@code root}, unpacked there first when they are missing. The caller holds the start lock.
     *
     * @throws EmbeddedPostgresException when there are none for this platform, or they cannot be run by this user
     */
    static PostgresBinaries in(Path root) throws IOException {
        boolean alpine = Files.exists(Path.of("/etc/alpine-release"));
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"), alpine);
        Path directory = root.resolve(VERSION + "-" + platform);
        if (!Files.isDirectory(directory)) {
            unpack(platform, directory);
        }
        return new PostgresBinaries(directory, notAsRoot());
    }

    /** The platform as zonky spells it in its resource names, such as {@code linux-x86_64-alpine_linux}. */
    static String platform(String os, String architecture, boolean alpine) {
        String system = os.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : os.toLowerCase(Locale.ROOT);
        String machine =
                switch (architecture.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    case "ppc64le" -> "ppcle_64";
                    default -> architecture.toLowerCase(Locale.ROOT);
                };
        return (system + "-" + machine + (alpine ? "-alpine_linux" : "")).replace(' ', '_');
    }

    /**
     * Runs one program to its end; {@code input} is all it can read. It does not see PostgreSQL's environment
     * variables.
     */
    Run run(Path workingDirectory, String input, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return run(new ProcessBuilder(command).directory(workingDirectory.toFile()), input);
    }

    private static Run run(ProcessBuilder builder, String input) throws IOException {
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        } catch (IOException goneAlready) {
            log.debug("{} did not read its input", builder.command(), goneAlready);
        }
        try (var stdout = process.getInputStream()) {
            String output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while PostgreSQL was at work", e);
        }
    }

    /**
     * PostgreSQL refuses to run as root; in a user namespace of its own root looks like nobody, and still owns its
     * files.
     */
    private static List<String> notAsRoot() throws IOException {
        if (new UnixSystem().getUid() != 0 || !System.getProperty("os.name").equals("Linux")) {
            return List.of();
        }
        try {
            if (run(new ProcessBuilder("unshare", "-U", "id", "-un"), "").status() == 0) {
                return List.of("unshare", "-U");
            }
        } catch (IOException e) {
            log.debug("unshare cannot be run", e);
        }
        throw new EmbeddedPostgresException("PostgreSQL refuses to run as root and 'unshare -U' does not work here:"
                + " run as another user, or " + ELSEWHERE);
    }

    private static void unpack(String platform, Path directory) throws IOException {
        String resource = "postgres-" + platform + ".txz";
        try (InputStream txz = PostgresBinaries.class.getClassLoader().getResourceAsStream(resource)) {
            if (txz == null) {
                throw new EmbeddedPostgresException(
                        "This build carries no PostgreSQL for " + platform + ": " + ELSEWHERE);
            }
            log.info("Unpacking PostgreSQL {} to {} (only once)", VERSION, directory);
            Path root = Files.createDirectories(directory.getParent());
            deleteLeftovers(root);
            Path fresh = Files.createTempDirectory(root, INCOMPLETE);
            untar(txz, fresh);
            moveIntoPlace(fresh, directory);
        }
    }

    private static void untar(InputStream txz, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(txz)))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                Files.createDirectories(entry.isDirectory() ? path : path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
                } else if (entry.isFile()) {
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0100) != 0;
                    String mode = program ? "rwxr-xr-x" : "rw-r--r--";
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
                    sync(path);
                }
            }
        }
    }

    /**
     * Gives a finished file or directory its name, so that nothing unfinished ever bears it, not even after a power
     * cut.
     */
    static void moveIntoPlace(Path finished, Path name) throws IOException {
        try (var paths = Files.walk(finished)) {
            for (Path path : paths.toList()) {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    sync(path);
                }
            }
        }
        Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
        sync(name.getParent());
    }

    static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes what killed processes left; what an orphan of theirs is still writing to is left to the next start. */
    static void deleteLeftovers(Path parent) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(parent, INCOMPLETE + "*")) {
            for (Path leftover : leftovers) {
                try (var paths = Files.walk(leftover)) {
                    for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(path);
                    }
                } catch (IOException | UncheckedIOException e) {
                    log.debug("{} cannot be deleted yet", leftover, e);
                }
            }
        }
    }
}
