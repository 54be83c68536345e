package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.ndjson.NdjsonLines;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactsTest {
    private final Organization organization = Organization.create();
    private final Api api = organization.api();

    @Test
    void listContactsReturnsEveryProperty() {
        var contact = organization.contact(
                "phone", "+14155551234",
                "name", "Maria Garcia",
                "email", "maria.garcia@gmail.com",
                "source", "inbound_call",
                "total_calls", 5,
                "last_call_at", "2026-02-23T15:00:00Z",
                "notes", "Regular customer, Toyota Camry 2019",
                "created_at", "2026-02-20T14:00:00Z",
                "updated_at", "2026-02-23T15:00:00Z");

        api.get("/v1/contacts").expect(200, """
                {"data": [%s], "has_more": false, "next_cursor": null}
                """.formatted(maria(contact)));
    }

    @Test
    void listContactsReturnsNewestFirst() {
        var older = organization.contact("phone", "+14155550001", "created_at", "2026-02-20T14:00:00Z");
        var newer = organization.contact("phone", "+14155550002", "created_at", "2026-02-20T14:00:01Z");

        assertThat(api.ids("/v1/contacts")).containsExactly(newer, older);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B14155551234", "+14155551234", "%2014155551234"})
    void listContactsFiltersByPhoneHoweverItsPlusIsWritten(String phone) {
        var contact = organization.contact("phone", "+14155551234");
        organization.contact("phone", "+14155551235");

        assertThat(api.ids("/v1/contacts?phone=" + phone)).containsExactly(contact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"14155551234", "++14155551234", "%2B04155551234", "%2B1", "%2B1234567890123456", "%2B1415 555"})
    void listContactsRefusesAPhoneThatIsNotE164(String phone) {
        var faults = api.get("/v1/contacts?phone=" + phone.replace(" ", "%20"))
                .expect(400)
                .faults();

        assertThat(faults)
                .anyMatch(fault -> fault.startsWith("query phone invalid_format: must be a phone number in E.164 form")
                        || fault.startsWith("query phone too_"))
                .allMatch(fault -> fault.startsWith("query phone "));
    }

    @Test
    void getContactReturnsTheShapeOfTheList() {
        var contact = organization.contact(
                "phone", "+14155551234",
                "name", "Maria Garcia",
                "email", "maria.garcia@gmail.com",
                "source", "inbound_call",
                "total_calls", 5,
                "last_call_at", "2026-02-23T15:00:00Z",
                "notes", "Regular customer, Toyota Camry 2019",
                "created_at", "2026-02-20T14:00:00Z",
                "updated_at", "2026-02-23T15:00:00Z");

        api.get("/v1/contacts/" + contact).expect(200, "{\"data\": " + maria(contact) + "}");
    }

    @Test
    void getContactAnswersThatThereIsNoSuchContact() {
        api.get("/v1/contacts/" + UUID.randomUUID()).expectProblem(404, "not_found", "There is no such contact.");
    }

    @Test
    void createContactReturnsTheNewContactAndWhereItIs() {
        var made = api.createContact("""
                {
                  "phone": "+14155559999",
                  "name": "John Doe",
                  "email": "john@example.com",
                  "company": "Doe Industries",
                  "notes": "Referred by Maria Garcia"
                }
                """);

        made.expect(201, """
                {
                  "data": {
                    "id": "%s",
                    "phone": "+14155559999",
                    "name": "John Doe",
                    "email": "john@example.com",
                    "company": "Doe Industries",
                    "source": "api",
                    "total_calls": 0,
                    "last_call_at": null,
                    "notes": "Referred by Maria Garcia",
                    "created_at": "%s",
                    "updated_at": "%2$s"
                  }
                }
                """.formatted(made.data().optString("id"), made.data().optString("created_at")));
        assertThat(made.header("Location"))
                .isEqualTo("/v1/contacts/" + made.data().optString("id"));
        assertThat(made.header("Content-Type")).isEqualTo("application/json");
        assertThat(made.header("Idempotency-Replayed")).isEmpty();
        assertThat(api.get(made.header("Location")).expect(200).data())
                .hasToString(made.data().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"phone\":\"+14155559999\"}",
                "{\"phone\":\"+14155559999\",\"name\":null,\"email\":null,\"company\":null,\"notes\":null}"
            })
    void createContactNeedsNoMoreThanAPhone(String body) {
        var made = api.createContact(body);

        made.expect(201, """
                {
                  "data": {
                    "id": "%s",
                    "phone": "+14155559999",
                    "name": null,
                    "email": null,
                    "company": null,
                    "source": "api",
                    "total_calls": 0,
                    "last_call_at": null,
                    "notes": null,
                    "created_at": "%s",
                    "updated_at": "%2$s"
                  }
                }
                """.formatted(made.data().optString("id"), made.data().optString("created_at")));
    }

    @Test
    void createContactRefusesAKnownPhoneAndNamesItsContact() {
        var existing = organization.contact("phone", "+14155551234");

        api.createContact("{\"phone\": \"+14155551234\", \"name\": \"Somebody else\"}")
                .expect(409, """
                        {
                          "type": "/problems/contact_exists",
                          "title": "The organization already has a contact with this phone number",
                          "status": 409,
                          "detail": "+14155551234 is the phone number of contact %s.",
                          "code": "contact_exists",
                          "existing_id": "%1$s",
                          "errors": []
                        }
                        """.formatted(existing));
        assertThat(api.ids("/v1/contacts")).containsExactly(existing);
        assertThat(api.get("/v1/contacts/" + existing).data().isNull("name")).isTrue();
    }

    @Test
    void createContactRefusesTheSecondOfTwoEqualPhones() {
        var first = api.createContact("{\"phone\": \"+14155551234\"}").expect(201);

        var second = api.createContact("{\"phone\": \"+14155551234\"}").expect(409);

        assertThat(second.json().optString("existing_id"))
                .isEqualTo(first.data().optString("id"));
    }

    private static String maria(UUID id) {
        return """
                {
                  "id": "%s",
                  "phone": "+14155551234",
                  "name": "Maria Garcia",
                  "email": "maria.garcia@gmail.com",
                  "company": null,
                  "source": "inbound_call",
                  "total_calls": 5,
                  "last_call_at": "2026-02-23T15:00:00Z",
                  "notes": "Regular customer, Toyota Camry 2019",
                  "created_at": "2026-02-20T14:00:00Z",
                  "updated_at": "2026-02-23T15:00:00Z"
                }
                """.formatted(id);
    }

    @Test
    void createContactTakesANumberThatAnImportFreesBetweenItsStatements() throws Exception {
        try (var importing = TestServer.shared().sql().connect();
                var moving = TestServer.shared().sql().connect();
                var clients = Executors.newFixedThreadPool(2)) {
            importing.setAutoCommit(false);
            moving.setAutoCommit(false);
            try (var insert = importing.prepareStatement("""
                    INSERT INTO contacts (organization_id, id, phone, source, total_calls, created_at, updated_at)
                    VALUES (?, gen_random_uuid(), '+14155559999', 'import', 0, now(), now())
                    """)) {
                insert.setObject(1, organization.id());
                insert.execute();
            }
            // The request's INSERT waits for the import.
            var created = clients.submit(() -> api.createContact("{\"phone\": \"+14155559999\"}"));
            Locks.awaitWaiting(1);
            // This waits for both, and has the table when the INSERT has found the number taken, before the SELECT.
            var moved = clients.submit(() -> {
                try (var statement = moving.createStatement()) {
                    statement.execute("LOCK TABLE contacts");
                    statement.execute("UPDATE contacts SET phone = '+14155559998' WHERE phone = '+14155559999'"
                            + " AND organization_id = '" + organization.id() + "'");
                    moving.commit();
                    return true;
                }
            });
            Locks.awaitWaiting(2);
            importing.commit();

            moved.get();
            created.get().expect(201);
        }
    }

    @Test
    void createContactIsAnsweredWithinTenSecondsWhileAnImportHoldsItsPhone() throws Exception {
        var last = organization.contact("id", NdjsonLines.id(999), "phone", "+1999");
        try (var other = TestServer.shared().sql().connect();
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            other.createStatement()
                    .execute("UPDATE contacts SET name = 'Ann' WHERE organization_id = '" + organization.id()
                            + "' AND id = '" + last + "'");
            var importing = CommandProcess.builder(
                            TestServer.path(TestServer.HOME),
                            List.of(),
                            "import",
                            "--organization",
                            organization.id().toString(),
                            "--resource",
                            "contacts",
                            "-")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var lines = importing.outputWriter()) {
                for (var i = 1; i <= 20; i++) {
                    lines.write(NdjsonLines.contact(i, "+1" + i) + "\n");
                }
                lines.write(NdjsonLines.contact(999, "+1999") + "\n");
            }
            // The import has the other phones, waits for the last row, and gives everything up again and again.
            Locks.awaitWaiting(1);
            var answers = IntStream.rangeClosed(1, 20)
                    .mapToObj(i -> clients.submit(() -> {
                        var since = System.nanoTime();
                        var status = api.createContact("{\"phone\": \"+1" + i + "\"}")
                                .status();
                        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(10));
                        return status;
                    }))
                    .toList();
            for (var answer : answers) {
                assertThat(answer.get()).isIn(201, 409, 503);
            }
            other.rollback();
            // One of the phones was taken meanwhile, or none.
            assertThat(importing.waitFor()).isIn(0, 1);
        }
        assertThat(api.get("/v1/contacts?phone=%2B1999").expect(200).ids()).containsExactly(last);
    }
}
