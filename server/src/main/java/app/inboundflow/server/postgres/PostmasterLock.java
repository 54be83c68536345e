package app.inboundflow.server.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's {@code postmaster.pid}: which process serves a data directory, on which port, and whether it is
 * ready. It is read and written as bytes, for it contains a path in whatever encoding the system has.
 *
 * @param file where it was read
 * @param lines what it said, empty when there is none or when its writer did not live to fill it
 * @param holder what is known of the process it names
 */
record PostmasterLock(Path file, List<String> lines, Holder holder) {

    /**
     * The process named by the file. {@code UNKNOWN} belongs to somebody else: only PostgreSQL itself may judge it.
     */
    enum Holder {
        POSTMASTER,
        STRANGER_OR_DEAD,
        UNKNOWN
    }

    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;
    private static final Duration TIME_TO_WRITE = Duration.ofSeconds(10);

    static PostmasterLock of(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file, ISO_8859_1);
            boolean named = !lines.isEmpty() && lines.getFirst().matches("\\d{1,18}");
            Holder holder = named ? holder(Long.parseLong(lines.getFirst()), data) : Holder.STRANGER_OR_DEAD;
            return new PostmasterLock(file, lines, holder);
        } catch (NoSuchFileException e) {
            return new PostmasterLock(file, List.of(), Holder.STRANGER_OR_DEAD);
        }
    }

    /** A postmaster serves this directory; it may still be recovering, or already be shutting down. */
    boolean isHeld() {
        return holder == Holder.POSTMASTER;
    }

    /** A postmaster serves this directory and takes connections on {@link #port()}. */
    boolean isReady() {
        return isHeld()
                && lines.size() > STATUS_LINE
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    int port() {
        return Integer.parseInt(lines.get(PORT_LINE).strip());
    }

    /**
     * Lets PostgreSQL start although the file names a process, if that is certainly not its postmaster any more:
     * the pid was given to another program after a reboot, or is a zombie nobody reaps. The file is not deleted,
     * because it also names the shared memory by which PostgreSQL recognizes backends that outlived their
     * postmaster. Instead it gets our own pid: of the processes a lock file can name, PostgreSQL overlooks itself,
     * its parent and its grandparent.
     */
    void disown() throws IOException {
        if (holder != Holder.STRANGER_OR_DEAD || !Files.exists(file) || lines.isEmpty() && isYoung()) {
            return;
        }
        List<String> ours = new ArrayList<>(lines.isEmpty() ? List.of("") : lines);
        ours.set(0, Long.toString(ProcessHandle.current().pid()));
        Path written = Files.write(file.resolveSibling("postmaster.pid.disowned"), ours, ISO_8859_1);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** An empty file may be one that a postmaster has created this moment and is about to fill. */
    private boolean isYoung() throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(TIME_TO_WRITE));
    }

    private static Holder holder(long pid, Path data) throws IOException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return ProcessHandle.of(pid)
                    .map(process -> process.info()
                            .command()
                            .map(PostmasterLock::isPostgres)
                            .orElse(Holder.UNKNOWN))
                    .orElse(Holder.STRANGER_OR_DEAD);
        }
        try {
            // A postmaster works in its data directory; a zombie works nowhere.
            Path process = Path.of("/proc", Long.toString(pid));
            return Files.readSymbolicLink(process.resolve("cwd")).equals(data.toRealPath())
                    ? isPostgres(Files.readSymbolicLink(process.resolve("exe")).toString())
                    : Holder.STRANGER_OR_DEAD;
        } catch (AccessDeniedException e) {
            return Holder.UNKNOWN;
        } catch (NoSuchFileException e) {
            return Holder.STRANGER_OR_DEAD;
        }
    }

    private static Holder isPostgres(String executable) {
        boolean postgres = Path.of(executable).getFileName().toString().startsWith("postgres");
        return postgres ? Holder.POSTMASTER : Holder.STRANGER_OR_DEAD;
    }
}
