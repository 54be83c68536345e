package app.inboundflow.server.ndjson;

import static app.inboundflow.server.ndjson.NdjsonLines.appointment;
import static app.inboundflow.server.ndjson.NdjsonLines.call;
import static app.inboundflow.server.ndjson.NdjsonLines.contact;
import static app.inboundflow.server.ndjson.NdjsonLines.id;
import static app.inboundflow.server.ndjson.NdjsonLines.lead;
import static app.inboundflow.server.ndjson.Resource.APPOINTMENTS;
import static app.inboundflow.server.ndjson.Resource.CALLS;
import static app.inboundflow.server.ndjson.Resource.CONTACTS;
import static app.inboundflow.server.ndjson.Resource.LEADS;
import static app.inboundflow.server.ndjson.TransferHome.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What imports write, and what exports read of it. */
@ExtendWith(TransferHome.Shared.class)
class ImporterTest {
    private final TransferHome home;

    private UUID organization;

    ImporterTest(TransferHome home) {
        this.home = home;
    }

    @BeforeEach
    void makeOrganization() {
        organization = home.organization();
    }

    @Test
    void importTakesWhatWasExportedAndExportsTheSame() {
        home.load(
                organization,
                source(APPOINTMENTS, appointment(5, 3, 1)),
                source(LEADS, lead(4, 3, 1), lead(6, null, null)),
                source(CALLS, call(3, 1, "[{\"role\":\"user\",\"content\":\"Hi\"}]"), call(7, null, "[]")),
                source(CONTACTS, contact(1, "+14155551234")));
        var other = home.organization();
        home.load(
                other,
                Arrays.stream(Resource.values())
                        .map(resource -> source(resource, home.export(organization, resource)))
                        .toArray(Source[]::new));
        for (var resource : Resource.values()) {
            assertThat(home.export(other, resource))
                    .isEqualTo(home.export(organization, resource))
                    .isNotEmpty();
        }
        assertThat(home.export(other, CALLS))
                .isEqualTo(call(3, 1, "[{\"role\":\"user\",\"content\":\"Hi\"}]") + "\n" + call(7, null, "[]") + "\n");
        assertThat(home.export(other, CONTACTS)).isEqualTo(contact(1, "+14155551234") + "\n");
        assertThat(home.export(other, LEADS)).isEqualTo(lead(4, 3, 1) + "\n" + lead(6, null, null) + "\n");
        assertThat(home.export(other, APPOINTMENTS)).isEqualTo(appointment(5, 3, 1) + "\n");
    }

    @Test
    void importKeepsOddValuesAsTheyAre() {
        var messages = """
                [{"role":"tool","content":"","deep":{"n":[0.1234567890123456789012345678901234567890,1E+400,-7,null,true],\
                "emoji 👩‍🔧":"\\" \\\\ \\n ü 💥"},"time":"0001-01-01T00:00:00Z"},\
                {"role":"x","content":"y","time":"9999-12-31T23:59:59.999999Z","big":123456789012345678901234567890}]""";
        var lines = new String[] {
            call(2, null, messages).replace("2026-02-24T20:59:00Z\"}", "0001-01-01T00:00:00Z\"}"),
            call(3, null, "[]").replace("2026-02-24T20:59:00Z\"}", "1500-02-28T00:00:00.000001Z\"}"),
            call(4, null, "[]").replace("2026-02-24T20:59:00Z\"}", "9999-12-31T23:59:59.999999Z\"}"),
        };
        home.load(organization, source(CALLS, lines));
        assertThat(home.export(organization, CALLS)).isEqualTo(String.join("\n", lines) + "\n");

        var contact = contact(1, "+1234567890").replace("\"Maria\"", "\"\\\\N \\\\. 👩‍🔧\\r\\n\\t\\b\\u001F\"");
        home.load(organization, source(CONTACTS, contact));
        assertThat(home.export(organization, CONTACTS)).isEqualTo(contact + "\n");

        var appointment = appointment(1, null, null);
        for (var day : new String[] {"0001-01-01", "1500-02-28", "9999-12-31"}) {
            home.load(organization, source(APPOINTMENTS, appointment.replace("2026-02-25\"", day + "\"")));
            assertThat(home.export(organization, APPOINTMENTS)).contains("\"appointment_date\":\"" + day + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 500, 996})
    void importTakesNestedMessagesAndExportsThem(int depth) {
        var nested = "[".repeat(depth) + "1" + "]".repeat(depth);
        var line = call(1, null, "[{\"role\":\"a\",\"content\":\"b\",\"deep\":" + nested + "}]");
        home.load(organization, source(CALLS, line));
        assertThat(home.export(organization, CALLS)).isEqualTo(line + "\n");
    }

    @Test
    void importWaitsForOthersAndLetsThemGoOn() throws Exception {
        home.load(organization, source(CONTACTS, contact(1, "+11"), contact(2, "+12")));
        try (var other = home.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE contacts SET name = 'Ann' WHERE organization_id = '" + organization
                    + "' AND id = '" + id(2) + "'");
            var loading = CompletableFuture.supplyAsync(
                    () -> home.load(organization, source(CONTACTS, contact(1, "+13"), contact(2, "+14"))));
            // The import has changed contact 1, waits for contact 2, and gives both up again.
            var waits = home.query(WAITING);
            while (waits.isEmpty()) {
                waits = home.query(WAITING);
            }
            while (waits.equals(home.query(WAITING)) || home.query(WAITING).isEmpty()) {
                assertThat(loading).isNotDone();
            }
            other.rollback();
            assertThat(loading.get()).containsExactly("contacts: 0 new, 2 changed, 0 unchanged");
        }
        assertThat(home.export(organization, CONTACTS).lines()).containsExactly(contact(1, "+13"), contact(2, "+14"));
    }

    private static final String WAITING =
            "SELECT pid || ' ' || query_start FROM pg_stat_activity WHERE wait_event_type = 'Lock'";

    @Test
    void importWritesTimesInUtcAndCutsThemToMicroseconds() {
        home.load(
                organization,
                source(
                        CALLS,
                        call(
                                        1,
                                        null,
                                        "[{\"role\":\"a\",\"time\":\"2026-02-24t21:59:02.1234567+01:00\",\"content\":\"b\"}]")
                                .replace("20:59:00Z\"}", "21:59:00.9999999+01:00\"}")));
        assertThat(home.export(organization, CALLS))
                .contains("[{\"role\":\"a\",\"time\":\"2026-02-24T20:59:02.123456Z\",\"content\":\"b\"}]")
                .contains("\"created_at\":\"2026-02-24T20:59:00.999999Z\"}");
    }

    @Test
    void importTwiceWritesNothingTheSecondTime() {
        var sources = new Source[] {
            source(CONTACTS, contact(1, "+14155551234"), contact(2, "+14155551235")),
            source(CALLS, call(3, 1, "[{\"role\":\"a\",\"content\":\"b\"}]"), call(4, 1, "[]")),
            source(LEADS, lead(5, 3, 1)),
            source(APPOINTMENTS, appointment(6, 3, 1))
        };
        assertThat(home.load(organization, sources))
                .containsExactly(
                        "contacts: 2 new, 0 changed, 0 unchanged",
                        "calls: 2 new, 0 changed, 0 unchanged",
                        "leads: 1 new, 0 changed, 0 unchanged",
                        "appointments: 1 new, 0 changed, 0 unchanged");
        var versions = versions();
        assertThat(home.load(organization, sources))
                .containsExactly(
                        "contacts: 0 new, 0 changed, 2 unchanged",
                        "calls: 0 new, 0 changed, 2 unchanged",
                        "leads: 0 new, 0 changed, 1 unchanged",
                        "appointments: 0 new, 0 changed, 1 unchanged");
        assertThat(versions()).isEqualTo(versions).contains("calls 2", "call_messages 1");
    }

    private String versions() {
        var seen = new StringBuilder();
        for (var table : new String[] {"contacts", "calls", "call_messages", "leads", "appointments"}) {
            var rows = home.query("SELECT xmin || ' ' || ctid FROM " + table + " WHERE organization_id = '"
                    + organization + "' ORDER BY 1");
            seen.append(table)
                    .append(' ')
                    .append(rows.size())
                    .append(' ')
                    .append(rows)
                    .append('\n');
        }
        return seen.toString();
    }

    @Test
    void importChangesOnlyWhatDiffers() {
        home.load(
                organization,
                source(CONTACTS, contact(1, "+14155551234"), contact(2, "+14155551235")),
                source(CALLS, call(3, 1, "[]"), call(4, 1, "[{\"role\":\"a\",\"content\":\"b\"}]"), call(5, 1, "[]")));
        assertThat(home.load(
                        organization,
                        source(CONTACTS, contact(1, "+14155551236"), contact(2, "+14155551235"), contact(6, "+12")),
                        source(
                                CALLS,
                                call(3, 1, "[{\"role\":\"a\",\"content\":\"b\"}]"),
                                call(4, 1, "[]"),
                                call(5, 2, "[]"),
                                call(7, null, "[{\"role\":\"a\",\"content\":\"b\"}]"),
                                call(8, null, "[]"))))
                .containsExactly("contacts: 1 new, 1 changed, 1 unchanged", "calls: 2 new, 3 changed, 0 unchanged");
        assertThat(home.export(organization, CONTACTS)).contains("+14155551236").doesNotContain("+14155551234");
        assertThat(home.export(organization, CALLS).lines())
                .containsExactly(
                        call(3, 1, "[{\"role\":\"a\",\"content\":\"b\"}]"),
                        call(4, 1, "[]"),
                        call(5, 2, "[]"),
                        call(7, null, "[{\"role\":\"a\",\"content\":\"b\"}]"),
                        call(8, null, "[]"));
    }

    @Test
    void importOfOneIdTwiceKeepsTheLast() {
        assertThat(home.load(
                        organization,
                        source(CONTACTS, contact(1, "+1999"), contact(2, "+12"), contact(1, "+13")),
                        source(CONTACTS, contact(2, "+1999"), contact(3, "+12"))))
                .containsExactly("contacts: 3 new, 0 changed, 0 unchanged");
        assertThat(home.export(organization, CONTACTS).lines())
                .containsExactly(contact(1, "+13"), contact(2, "+1999"), contact(3, "+12"));
    }

    @Test
    void importWritesStraightIntoTheTablesOfAnEmptyOrganizationAndBeginsAgainWhenThatFails() {
        var steps = new ArrayList<String>();
        var progress = new Progress() {
            @Override
            public void again() {
                steps.add("again");
            }

            @Override
            public void step(String what) {
                steps.add(what);
            }
        };
        var calls = source(CALLS, call(3, 1, "[{\"role\":\"a\",\"content\":\"b\"}]"), call(4, null, "[]"));
        home.load(organization, progress, calls, source(CONTACTS, contact(1, "+11")));
        assertThat(steps).containsExactly("Committing");

        steps.clear();
        var other = home.organization();
        home.load(other, progress, calls, source(CONTACTS, contact(1, "+12"), contact(1, "+11")));
        assertThat(steps).startsWith("again", "Checking references");
        for (var resource : Resource.values()) {
            assertThat(home.export(other, resource)).isEqualTo(home.export(organization, resource));
        }

        steps.clear();
        home.load(organization, progress, calls);
        assertThat(steps).containsExactly("Checking references", "Storing calls");
    }

    @Test
    void importLetsContactsPassTheirNumbersOn() {
        home.load(organization, source(CONTACTS, contact(1, "+11"), contact(2, "+12"), contact(3, "+13")));
        assertThat(home.load(
                        organization,
                        source(
                                CONTACTS,
                                contact(1, "+12"),
                                contact(2, "+13"),
                                contact(3, "+11"),
                                contact(4, "+999999999999999"))))
                .containsExactly("contacts: 1 new, 3 changed, 0 unchanged");
        assertThat(home.export(organization, CONTACTS).lines())
                .containsExactly(
                        contact(1, "+12"), contact(2, "+13"), contact(3, "+11"), contact(4, "+999999999999999"));
    }

    @Test
    void importLeavesOtherOrganizationsAlone() {
        var other = home.organization();
        home.load(
                other,
                source(CONTACTS, contact(1, "+11")),
                source(CALLS, call(2, 1, "[{\"role\":\"a\",\"content\":\"b\"}]")));
        home.load(
                organization, source(CONTACTS, contact(1, "+12"), contact(3, "+11")), source(CALLS, call(2, 3, "[]")));
        assertThat(home.export(other, CONTACTS)).isEqualTo(contact(1, "+11") + "\n");
        assertThat(home.export(other, CALLS)).isEqualTo(call(2, 1, "[{\"role\":\"a\",\"content\":\"b\"}]") + "\n");
        assertThat(home.export(organization, CALLS)).isEqualTo(call(2, 3, "[]") + "\n");
    }

    @Test
    void importReadsBlankLinesAndTheLastWithoutALineFeed() {
        assertThatCode(() -> home.check(organization, source(CONTACTS))).doesNotThrowAnyException();
        assertThat(home.load(
                        organization, source(CONTACTS, "", " \t\r", contact(1, "+11") + "\r", "", contact(2, "+12"))))
                .containsExactly("contacts: 2 new, 0 changed, 0 unchanged");
        assertThat(home.query("SELECT id FROM contacts WHERE organization_id = '" + organization + "' ORDER BY id"))
                .containsExactly(id(1).toString(), id(2).toString());
    }

    @Test
    void importReadsLinesOfAnyLengthInTheirOrder() {
        var lines = IntStream.range(0, 40)
                .mapToObj(i -> call(i, null, "[{\"role\":\"a\",\"content\":\"" + "é".repeat(i * 2_000) + "\"}]"))
                .toArray(String[]::new);
        assertThat(home.load(organization, source(CALLS, lines)))
                .containsExactly("calls: 40 new, 0 changed, 0 unchanged");
        assertThat(home.export(organization, CALLS).lines()).containsExactly(lines);
    }
}
