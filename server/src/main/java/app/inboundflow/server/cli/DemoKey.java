package app.inboundflow.server.cli;

import app.inboundflow.server.auth.ApiKey;
import app.inboundflow.server.auth.ApiKeyIssuer;
import app.inboundflow.server.auth.ApiKeyRepository;
import app.inboundflow.server.postgres.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The demo organization's key, which is kept in a file: the database knows no more of a key than its hash. */
final class DemoKey {
    private final Session session;
    private final Path file;

    DemoKey(Session session, Path home) {
        this.session = session;
        this.file = home.resolve("demo.key");
    }

    /**
     * The key in the file, or a new one when there is none that opens the demo organization. One process does this at a
     * time: of two that start together the second waits, and gets the key of the first.
     *
     * @param load makes the organization unless it is there
     */
    String getAfter(Runnable load) {
        try (var lock = openLock()) {
            lock.lock();
            load.run();
            var kept = read();
            return kept.isPresent() ? kept.get() : issue();
        } catch (IOException failed) {
            var reason = failed instanceof FileSystemException system && system.getReason() != null
                    ? system.getReason()
                    : failed.getClass().getSimpleName();
            throw new CommandFailure(
                    "Cannot keep the demo's key in " + file + ": " + reason + ". Choose another INBOUNDFLOW_HOME.");
        }
    }

    private FileChannel openLock() throws IOException {
        PrivateFiles.directory(file.getParent());
        return PrivateFiles.lockFile(file.resolveSibling("demo.lock"));
    }

    private String issue() throws IOException {
        var key = session.bean(ApiKeyIssuer.class)
                .issue(DemoLoader.ORGANIZATION, "Demo", ApiKeyIssuer.allScopes(), 60, null)
                .reveal();
        PrivateFiles.write(file, key + "\n");
        return key;
    }

    private Optional<String> read() throws IOException {
        try {
            return Optional.of(Files.readString(file).strip()).filter(this::opensTheDemo);
        } catch (NoSuchFileException firstTime) {
            return Optional.empty();
        }
    }

    private boolean opensTheDemo(String text) {
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        return ApiKey.parse(text)
                .flatMap(key -> session.bean(ApiKeyRepository.class).findByHash(key.hash()))
                .filter(key -> key.organizationId().equals(DemoLoader.ORGANIZATION) && key.isValid(now))
                .isPresent();
    }
}
