package app.inboundflow.server.ndjson;

import app.inboundflow.server.Beans;
import app.inboundflow.server.Configuration;
import app.inboundflow.server.HomeTemplate;
import app.inboundflow.server.database.Database;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A home with a PostgreSQL that runs, the beans of a command on it, and its rows. */
public final class TransferHome implements AutoCloseable {
    private final Path directory;
    private final Database database;
    private final ApplicationContext context;

    private TransferHome() throws IOException {
        directory = Files.createTempDirectory("transfer");
        HomeTemplate.copyTo(directory);
        database = Database.open(Configuration.of(Map.of("INBOUNDFLOW_HOME", directory.toString())));
        try {
            database.migrate();
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
        context = Beans.builder(database.propertiesWithoutTimeLimit()).start();
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** A new organization. */
    public UUID organization() {
        var id = UUID.randomUUID();
        query("INSERT INTO organizations (id, name, plan) VALUES ('" + id
                + "', 'Dave Auto Shop', 'Starter') RETURNING id");
        return id;
    }

    /** The first column of what a statement returns. */
    public List<String> query(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    /** A connection of its own. */
    public Connection connect() throws SQLException {
        var properties = database.properties();
        return DriverManager.getConnection(
                properties.get("datasources.default.url").toString(),
                properties.get("datasources.default.username").toString(),
                properties.get("datasources.default.password").toString());
    }

    /** Imports sources, and says what became of them. */
    public List<String> load(UUID organization, Source... sources) {
        return load(organization, Progress.NONE, sources);
    }

    /** Imports sources, says how it goes on, and what became of them. */
    List<String> load(UUID organization, Progress progress, Source... sources) {
        return context.getBean(Importer.class).run(organization, List.of(sources), progress).stream()
                .map(ImportCount::toString)
                .toList();
    }

    /** Checks sources. */
    public void check(UUID organization, Source... sources) {
        context.getBean(Importer.class).check(organization, List.of(sources), Progress.NONE);
    }

    /** Exports a resource. */
    public String export(UUID organization, Resource resource) {
        var out = new ByteArrayOutputStream();
        try {
            context.getBean(Exporter.class).export(organization, resource, out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A source that is called after its resource. */
    public static Source source(Resource resource, String... lines) {
        var text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return new Source(resource + ".ndjson", resource, true, () -> new ByteArrayInputStream(text));
    }

    @Override
    public void close() throws IOException {
        context.close();
        database.close();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** Gives all test classes one home, for making one takes seconds. */
    public static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == TransferHome.class;
        }

        @Override
        public TransferHome resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .getOrComputeIfAbsent(TransferHome.class, made -> open(), TransferHome.class);
        }

        private static TransferHome open() {
            try {
                return new TransferHome();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
