package app.inboundflow.server.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, write or lock, at any moment, whatever the directory around them allows. */
public final class PrivateFiles {
    private static final String FILE = "rw-------";
    private static final String DIRECTORY = "rwx------";

    private PrivateFiles() {}

    /** Makes a directory and those above it where they are missing; what is there already stays as it is. */
    public static Path directory(Path directory) throws IOException {
        return Files.createDirectories(directory, only(DIRECTORY));
    }

    /** Writes a file; no reader sees half of it, and after a power cut it is there whole or not at all. */
    public static void write(Path file, String text) throws IOException {
        var fresh = Files.createTempFile(file.getParent(), PostgresBinaries.INCOMPLETE, "", only(FILE));
        try {
            Files.writeString(fresh, text);
            PostgresBinaries.sync(fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            PostgresBinaries.sync(file.getParent());
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Opens a lock file, made when it is missing: one that others can open is one that they can hold. */
    public static FileChannel lockFile(Path file) throws IOException {
        var channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), only(FILE));
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE));
            return channel;
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    private static FileAttribute<?> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
