package app.inboundflow.server.cli;

import static app.inboundflow.server.ndjson.NdjsonLines.call;
import static app.inboundflow.server.ndjson.NdjsonLines.contact;
import static app.inboundflow.server.ndjson.NdjsonLines.id;
import static app.inboundflow.server.ndjson.NdjsonLines.lead;
import static app.inboundflow.server.ndjson.TransferHome.source;
import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.CommandProcess;
import app.inboundflow.server.CommandProcess.Result;
import app.inboundflow.server.ndjson.Resource;
import app.inboundflow.server.ndjson.TransferHome;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code erase} and {@code organizations set} as an operator runs them. */
@Timeout(120)
@ExtendWith(TransferHome.Shared.class)
class PrivacyCommandsTest {
    private final TransferHome home;
    private final String organization;

    PrivacyCommandsTest(TransferHome home) {
        this.home = home;
        this.organization = home.organization().toString();
    }

    @Test
    void eraseCountsAndDeletes() throws Exception {
        home.load(
                UUID.fromString(organization),
                source(Resource.CONTACTS, contact(1, "+14155551234"), contact(4, "+11")),
                source(Resource.CALLS, call(2, 1, "[]")),
                source(Resource.LEADS, lead(3, 2, null)));

        var counted = run("erase", "--organization", organization, "--phone", "+1 (415) 555-1234", "--dry-run");
        assertThat(counted.out()).isEqualTo("""
                ROWS OF +14155551234
                contacts              1
                calls                 1
                messages of calls     0
                leads                 1
                appointments          0
                idempotency keys      0
                Rows of others that mention the number, the name or an email address, and stay as they are: 1
                  contacts  %s
                Nothing was deleted.
                """.formatted(id(4)));
        assertThat(counted.exitCode()).isZero();

        var erased = run("erase", "--organization", organization, "--phone", "+14155551234", "--yes");
        assertThat(erased.out()).endsWith("\nDeleted 3 rows. Nothing is left of +14155551234.\n");
        assertThat(erased.err())
                .contains("audit: person erased organization_id=" + organization + " rows=3 ")
                .doesNotContain("4155551234");
        assertThat(erased.exitCode()).isZero();
        assertThat(stored("contacts")).containsExactly(id(4).toString());
    }

    @Test
    void organizationsSetAsksBeforeCallsAreDeletedAndListShowsIt() throws Exception {
        home.load(UUID.fromString(organization), source(Resource.CALLS, call(2, null, "[]")));

        var asked = run("organizations", "set", "--organization", organization, "--retention", "30d");
        assertThat(asked.err()).startsWith("There is no terminal to ask on, so nothing was changed; ");
        assertThat(asked.exitCode()).isEqualTo(1);
        var set = run("organizations", "set", "--organization", organization, "--retention", "30d", "--yes");
        assertThat(set.out()).isEqualTo("Retention of calls: 30d\n");
        assertThat(set.exitCode()).isZero();
        assertThat(run("organizations", "list").out())
                .containsPattern("ID +NAME +PLAN +RETENTION +CREATED\n")
                .containsPattern(organization + " +Dave Auto Shop +Starter +30d ");
    }

    private List<String> stored(String table) {
        return home.query("SELECT id FROM " + table + " WHERE organization_id = '" + organization + "'");
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return CommandProcess.run(CommandProcess.builder(home.directory(), List.of("-Xmx64m"), arguments));
    }
}
