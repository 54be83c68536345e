package app.inboundflow.server.ndjson;

import app.inboundflow.server.Audit;
import app.inboundflow.server.account.OrganizationRepository;
import app.inboundflow.server.account.OrganizationRow;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.transaction.TransactionDefinition.Isolation;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.DefaultTransactionDefinition;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The data of all organizations in a directory: in it one for each organization, called after its id, with {@code
 * organization.json} and a gzipped file for each resource. API keys are not part of it.
 */
@Singleton
public class Backup {
    private static final String ORGANIZATION = "organization.json";

    private final TransactionOperations<Connection> transactions;
    private final OrganizationRepository organizations;
    private final Exporter exporter;
    private final JsonMapper json;

    Backup(
            TransactionOperations<Connection> transactions,
            OrganizationRepository organizations,
            Exporter exporter,
            JsonMapper json) {
        this.transactions = transactions;
        this.organizations = organizations;
        this.exporter = exporter;
        this.json = json;
    }

    @Serdeable
    record Settings(
            String name,
            String plan,
            @JsonProperty("retention_days") @Nullable Integer retentionDays) {}

    /**
     * Writes all organizations as they are at one moment. The directory appears when it is complete, and only its owner may
     * read it.
     *
     * @param directory there must be none yet
     * @return how many organizations there are
     */
    public int write(Path directory) throws IOException {
        var target = directory.toAbsolutePath();
        Files.createDirectories(target.getParent());
        var incomplete = Files.createTempDirectory(target.getParent(), target.getFileName() + "-incomplete-");
        var oneMoment = new DefaultTransactionDefinition();
        oneMoment.setIsolationLevel(Isolation.REPEATABLE_READ);
        oneMoment.setReadOnly(true);
        var written = transactions.execute(oneMoment, transaction -> {
            var all = organizations.list();
            for (var organization : all) {
                write(
                        organization,
                        Files.createDirectory(
                                incomplete.resolve(organization.id().toString())));
            }
            return all.size();
        });
        Files.move(incomplete, target);
        return written;
    }

    private void write(OrganizationRow organization, Path directory) throws IOException {
        var settings = new Settings(organization.name(), organization.plan(), organization.retentionDays());
        Files.write(directory.resolve(ORGANIZATION), json.writeValueAsBytes(settings));
        for (var resource : Resource.values()) {
            try (var file = Files.newOutputStream(file(directory, resource));
                    var out = new BufferedOutputStream(new GZIPOutputStream(file), 1 << 16)) {
                exporter.export(organization.id(), resource, out);
            }
        }
    }

    /** The directories of organizations in a directory that was written so, by their ids. */
    public static List<Path> list(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.filter(entry -> Files.exists(entry.resolve(ORGANIZATION)))
                    .sorted()
                    .toList();
        }
    }

    /** The files in the directory of an organization that {@link Importer} reads. */
    public static List<Path> files(Path organization) {
        return Arrays.stream(Resource.values())
                .map(resource -> file(organization, resource))
                .toList();
    }

    private static Path file(Path organization, Resource resource) {
        return organization.resolve(resource + ".ndjson.gz");
    }

    /**
     * Makes the organization of a directory, with its id; one that is there already stays as it is.
     *
     * @return its id
     */
    public UUID restore(Path organization) throws IOException {
        var id = UUID.fromString(organization.getFileName().toString());
        var settings = json.readValue(Files.readAllBytes(organization.resolve(ORGANIZATION)), Settings.class);
        if (organizations.insert(id, settings.name, settings.plan)) {
            organizations.setRetention(id, settings.retentionDays);
            Audit.organizationCreated(id);
        }
        return id;
    }
}
