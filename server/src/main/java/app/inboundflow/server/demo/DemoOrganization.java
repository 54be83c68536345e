package app.inboundflow.server.demo;

import app.inboundflow.server.account.OrganizationRepository;
import app.inboundflow.server.ndjson.Importer;
import app.inboundflow.server.ndjson.Progress;
import app.inboundflow.server.ndjson.Resource;
import app.inboundflow.server.ndjson.Source;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The demo organization in a database. Its id is always the same, so there is never a second one. */
@Singleton
public class DemoOrganization {
    /** Its id, the one in the documentation's example. */
    public static final UUID ID = UUID.fromString("becc3c5d-1755-420c-a3af-fe51ab2d04ca");

    private final OrganizationRepository organizations;
    private final DemoData data;
    private final Importer importer;

    DemoOrganization(OrganizationRepository organizations, DemoData data, Importer importer) {
        this.organizations = organizations;
        this.data = data;
        this.importer = importer;
    }

    /** Makes and fills it unless it is there, in one transaction: whoever is killed meanwhile leaves nothing behind. */
    @Transactional
    public void makeUnlessThere(Instant now) {
        if (organizations.find(ID).isPresent()) {
            return;
        }
        organizations.insert(ID, "Dave Auto Shop", "Starter Plan");
        var lines = data.at(now);
        importer.run(
                ID,
                List.of(
                        source(Resource.CONTACTS, lines.contacts()),
                        source(Resource.CALLS, lines.calls()),
                        source(Resource.LEADS, lines.leads()),
                        source(Resource.APPOINTMENTS, lines.appointments())),
                Progress.NONE);
    }

    private static Source source(Resource resource, String lines) {
        return new Source(
                "demo " + resource, resource, () -> new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }
}
