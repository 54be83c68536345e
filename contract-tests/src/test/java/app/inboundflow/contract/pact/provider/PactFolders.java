package app.inboundflow.contract.pact.provider;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.DirectorySource;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactSource;
import au.com.dius.pact.provider.junitsupport.loader.PactLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pacts that the consumer tests of this build wrote, and those that other teams committed. */
public final class PactFolders implements PactLoader {
    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
    private static final Path BUILT = Path.of(System.getProperty(
            "pact.rootDir", MODULE.resolve(Path.of("target", "pacts")).toString()));
    private static final Path COMMITTED = MODULE.resolve(Path.of("src", "test", "resources", "pacts"));

    private final DirectorySource source = new DirectorySource(COMMITTED.toFile());

    @Override
    public List<Pact> load(String provider) throws IOException {
        var files = new ArrayList<>(pacts(BUILT, 1));
        if (files.isEmpty()) {
            System.out.println("The consumer tests did not run before, so there are no pacts of this build in " + BUILT
                    + ": only those in " + COMMITTED
                    + " are verified. For all: -Dtest='app.inboundflow.contract.pact.**.*Test'");
        }
        files.addAll(pacts(COMMITTED, 2));
        for (var file : files) {
            var pact = DefaultPactReader.INSTANCE.loadPact(file.toFile());
            if (!pact.getProvider().getName().equals(provider)) {
                throw new IllegalArgumentException(
                        file + " is a pact with \"" + pact.getProvider().getName() + "\": name the provider \""
                                + provider + "\", or keep the pact elsewhere.");
            }
            source.getPacts().put(file.toFile(), pact);
        }
        return List.copyOf(source.getPacts().values());
    }

    private static List<Path> pacts(Path directory, int depth) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.walk(directory, depth)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public PactSource getPactSource() {
        return source;
    }

    @Override
    public String description() {
        return BUILT + " and " + COMMITTED;
    }
}
