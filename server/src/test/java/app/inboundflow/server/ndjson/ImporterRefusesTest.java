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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What imports do not take, how they say so, and that nothing is written then. */
@ExtendWith(TransferHome.Shared.class)
class ImporterRefusesTest {
    private final TransferHome home;

    private UUID organization;

    ImporterRefusesTest(TransferHome home) {
        this.home = home;
    }

    @BeforeEach
    void makeOrganization() {
        organization = home.organization();
    }

    @Test
    void importStopsAtTheFirstBadLineAndWritesNothing() {
        assertRefused(
                "calls.ndjson:3: status must be one of: completed, failed, blocked, in-progress, forwarding",
                source(CONTACTS, contact(1, "+11")),
                source(
                        CALLS,
                        call(2, 1, "[]"),
                        "",
                        call(3, 1, "[]").replace("completed", "done"),
                        call(4, 1, "[]").replace("completed", "gone")));
        assertThat(home.export(organization, CONTACTS)).isEmpty();
    }

    @Test
    void importNamesTheFieldAndItsRule() {
        var contact = contact(1, "+11");
        assertRefused(
                "contacts.ndjson:1: fax is not a property here; these are: id, phone, name, email, company, source,"
                        + " total_calls, last_call_at, notes, created_at, updated_at",
                source(CONTACTS, contact.replace("{", "{\"fax\":1,")));
        assertRefused(
                "contacts.ndjson:1: name is required", source(CONTACTS, contact.replace("\"name\":\"Maria\",", "")));
        assertRefused(
                "contacts.ndjson:1: total_calls must be a whole number; notes must be a string",
                source(CONTACTS, contact.replace(":5", ":\"5\"").replace("\"notes\":null", "\"notes\":1")));
        assertRefused(
                "contacts.ndjson:1: name must have at most 200 characters",
                source(CONTACTS, contact.replace("Maria", "👩".repeat(201))));
        assertRefused(
                "contacts.ndjson:1: must be well-formed JSON in UTF-8; it goes wrong at column 9",
                source(CONTACTS, "{\"id\":\"x"));
        assertRefused("contacts.ndjson:1: must be a JSON object", source(CONTACTS, "[1]"));
        assertRefused(
                "contacts.ndjson:1: email must be an email address, such as john@example.com",
                source(CONTACTS, contact.replaceFirst("\"email\":(null|\"[^\"]*\")", "\"email\":\"a@x_y.com\"")));
        for (var url : new String[] {"https://h/a|b.mp3", "https://h/[1].mp3", "https://h/%zz", "https://[bad/"}) {
            assertRefused(
                    "calls.ndjson:1: recording_url must be a URL, such as https://example.com/recording.mp3",
                    source(
                            CALLS,
                            call(1, null, "[]")
                                    .replaceFirst(
                                            "\"recording_url\":(null|\"[^\"]*\")",
                                            "\"recording_url\":\"" + url + "\"")));
        }
        assertRefused(
                "appointments.ndjson:1: appointment_date must be a date, such as 2026-02-25",
                source(APPOINTMENTS, appointment(1, null, null).replace("2026-02-25\"", "0000-12-31\"")));
        assertRefused(
                "contacts.ndjson:1: created_at must be a timestamp with Z or an offset (RFC 3339), such as"
                        + " 2026-02-24T20:59:00Z",
                source(CONTACTS, contact.replace("2026-02-20T14:00:00Z", "9999-12-31T23:00:00-02:00")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/a|b.mp3",
                "https://h/[1].mp3",
                "https://h/%zz",
                "https://[bad/",
                "https://h/a b",
                "https://h/\u00e9",
                "https://h/<script>",
                "not a link",
            })
    void importRefusesWhatIsNoUri(String link) {
        var call = call(1, null, "[]").replaceFirst("\"recording_url\":[^,]*", "\"recording_url\":\"" + link + "\"");
        assertThat(call).contains(link);
        assertThatThrownBy(() -> home.load(organization, source(CALLS, call)))
                .isInstanceOf(InvalidLinesException.class)
                .hasMessageStartingWith("calls.ndjson:1: recording_url must be ");
        var appointment = appointment(1, null, null)
                .replaceFirst("\"calendar_event_link\":[^,]*", "\"calendar_event_link\":\"" + link + "\"");
        assertThat(appointment).contains(link);
        assertThatThrownBy(() -> home.load(organization, source(APPOINTMENTS, appointment)))
                .hasMessageStartingWith("appointments.ndjson:1: calendar_event_link must be ");
    }

    @Test
    void importRefusesWhatIsNestedTooDeep() {
        var nested = "[".repeat(1000) + "]".repeat(1000);
        assertRefused(
                "calls.ndjson:1: must not be nested more than 1000 levels deep",
                source(CALLS, call(1, null, "[{\"role\":\"a\",\"content\":\"b\",\"deep\":" + nested + "}]")));
        // A line may be so deep, but the answer of the API around it may not.
        assertRefused(
                "calls.ndjson:1: messages[0] must not be nested more than 997 levels deep",
                source(
                        CALLS,
                        call(
                                1,
                                null,
                                "[{\"role\":\"a\",\"content\":\"b\",\"deep\":" + nested.substring(3, 1997) + "}]")));
    }

    @Test
    void importNamesTheMessageAndItsRule() {
        assertRefused(
                "calls.ndjson:1: messages[0].role must have at least 1 character; messages[1].time must be a timestamp"
                        + " with Z or an offset (RFC 3339), such as 2026-02-24T20:59:00Z, or absent when it is not known;"
                        + " messages[2].content must have at most 100000 characters",
                source(CALLS, call(1, null, """
                        [{"role":"","content":""},{"role":"a","content":"b","time":null},{"role":"a","content":"%s"}]""".formatted("x".repeat(100001)))));
        assertRefused(
                "calls.ndjson:1: messages[0] must be a JSON object; messages[1].role is required; messages[2].content"
                        + " must be a string; messages[3].role is required; messages[3].content is required; and 1 more",
                source(CALLS, call(1, null, """
                        [1,{"content":"b"},{"role":"a","content":null},{},{"role":"a","content":"b","time":"noon"}]""").replace("\"content\":null", "\"content\":[]")));
    }

    @Test
    void importRefusesWhatRefersToNothing() {
        home.load(home.organization(), source(CONTACTS, contact(1, "+11")), source(CALLS, call(2, 1, "[]")));
        var rule = " of this organization, or of this import; there is no ";
        assertRefused(
                "calls.ndjson:2: contact_id must be the id of a contact" + rule + id(1),
                source(CALLS, call(2, null, "[]"), call(3, 1, "[]")));
        assertRefused(
                "leads.ndjson:1: call_log_id must be the id of a call" + rule + id(2), source(LEADS, lead(3, 2, null)));
        assertRefused(
                "appointments.ndjson:1: contact_id must be the id of a contact" + rule + id(1),
                source(APPOINTMENTS, appointment(3, null, 1)));
    }

    @Test
    void importRefusesThePhoneOfAnotherContact() {
        home.load(organization, source(CONTACTS, contact(1, "+11"), contact(2, "+12")));
        assertRefused(
                "contacts.ndjson:1: phone must not be another contact's; +11 is the phone number of contact " + id(1),
                source(CONTACTS, contact(3, "+11")));
        assertRefused(
                "contacts.ndjson:2: phone must not be another contact's; +13 is the phone number of contact " + id(4),
                source(CONTACTS, contact(4, "+13"), contact(3, "+13")));
        assertRefused(
                "contacts.ndjson:2: phone must not be another contact's; +12 is the phone number of contact " + id(1),
                source(CONTACTS, contact(1, "+12"), contact(2, "+12")));
        assertThat(home.load(organization, source(CONTACTS, contact(1, "+13"), contact(3, "+11"))))
                .containsExactly("contacts: 1 new, 1 changed, 0 unchanged");
    }

    @Test
    void importStopsAtALineTooLongToHold() {
        assertRefused(
                "contacts.ndjson:2: must have at most 16777216 bytes (16 MiB)",
                new Source(
                        "contacts.ndjson",
                        CONTACTS,
                        true,
                        () -> new SequenceInputStream(bytes(contact(1, "+11") + "\n"), new Endless())));
    }

    @Test
    void checkListsEveryBadLineInOrderAndWritesNothing() {
        home.load(organization, source(CONTACTS, contact(9, "+19")));
        var bad = catchThrowableOfType(
                InvalidLinesException.class,
                () -> home.check(
                        organization,
                        source(CALLS, call(1, 7, "[]"), call(2, 8, "[]"), call(3, 9, "[]")),
                        source(
                                CONTACTS,
                                contact(7, "+17").replace("\"api\"", "\"\""),
                                "{",
                                contact(6, "+19"),
                                " ".repeat(NdjsonReader.LONGEST + 1),
                                contact(5, "+15"),
                                contact(4, "+15"))));
        assertThat(bad.lines().stream().map(InvalidLine::toString))
                .containsExactly(
                        "calls.ndjson:2: contact_id must be the id of a contact of this organization, or of this import;"
                                + " there is no " + id(8),
                        "contacts.ndjson:1: source must have at least 1 character",
                        "contacts.ndjson:2: must be well-formed JSON in UTF-8; it goes wrong at column 2",
                        "contacts.ndjson:3: phone must not be another contact's; +19 is the phone number of contact "
                                + id(9),
                        "contacts.ndjson:4: must have at most 16777216 bytes (16 MiB)",
                        "contacts.ndjson:6: phone must not be another contact's; +15 is the phone number of contact "
                                + id(5));
        home.check(organization, source(CALLS, call(1, 9, "[]")), source(LEADS, lead(2, 1, 9)));
        assertThat(home.export(organization, CALLS) + home.export(organization, LEADS))
                .isEmpty();
    }

    @Test
    void checkListsAtMostAHundredBadLines() {
        var bad = catchThrowableOfType(
                InvalidLinesException.class,
                () -> home.check(
                        organization,
                        source(CONTACTS, "{}", "{}"),
                        source(
                                LEADS,
                                IntStream.range(0, 150)
                                        .mapToObj(i -> lead(i, null, 5000))
                                        .toArray(String[]::new))));
        assertThat(bad.lines()).hasSize(100);
        assertThat(bad.lines().getLast().line()).isEqualTo(98);
        bad = catchThrowableOfType(
                InvalidLinesException.class, () -> home.check(organization, source(CONTACTS, "{}\n".repeat(150))));
        assertThat(bad.lines()).hasSize(100);
    }

    @Test
    void importReadsGzipOfSeveralPartsAndRefusesADamagedOne() throws IOException {
        var first = gzip(contact(1, "+11") + "\n");
        var second = gzip(contact(2, "+12") + "\n");
        assertThat(home.load(organization, gzipped(first, second)))
                .containsExactly("contacts: 2 new, 0 changed, 0 unchanged");
        assertThatThrownBy(() -> home.load(organization, gzipped(first, Arrays.copyOf(second, second.length - 9))))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessage("contacts.ndjson.gz cannot be read: it ends too early.");
        second[second.length - 8]++;
        assertThatThrownBy(() -> home.load(organization, gzipped(first, second)))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageStartingWith("contacts.ndjson.gz cannot be read: ");
        assertThatThrownBy(() -> home.load(organization, gzipped("{}".getBytes(StandardCharsets.UTF_8))))
                .hasMessage("contacts.ndjson.gz cannot be read: it is not gzipped, though its name says so.");
    }

    private void assertRefused(String message, Source... sources) {
        var versions = "SELECT id || phone || xmin FROM contacts WHERE organization_id = '" + organization + "'";
        var before = home.query(versions);
        assertThatThrownBy(() -> home.load(organization, sources))
                .isInstanceOf(InvalidLinesException.class)
                .hasMessage(message);
        assertThat(home.query(versions)).isEqualTo(before);
        assertThat(home.export(organization, CALLS)).isEmpty();
    }

    private static Source gzipped(byte[]... parts) {
        return new Source(
                "contacts.ndjson.gz",
                CONTACTS,
                true,
                () -> new SequenceInputStream(Collections.enumeration(
                        Arrays.stream(parts).map(ByteArrayInputStream::new).toList())));
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A stream that has no end and no line feed. */
    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            Arrays.fill(into, offset, offset + length, (byte) 'x');
            return length;
        }
    }
}
