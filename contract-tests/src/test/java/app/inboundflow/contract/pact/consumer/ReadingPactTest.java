package app.inboundflow.contract.pact.consumer;

import static app.inboundflow.contract.pact.consumer.Exchanges.get;
import static app.inboundflow.contract.pact.consumer.Exchanges.getById;
import static app.inboundflow.contract.pact.consumer.Exchanges.list;
import static app.inboundflow.contract.pact.consumer.Exchanges.object;
import static app.inboundflow.contract.pact.consumer.Exchanges.page;
import static app.inboundflow.contract.pact.consumer.Exchanges.succeeds;
import static app.inboundflow.contract.pact.consumer.Exchanges.test;
import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.client.ListAppointmentsParameters;
import app.inboundflow.client.ListCallsParameters;
import app.inboundflow.client.ListContactsParameters;
import app.inboundflow.client.ListLeadsParameters;
import app.inboundflow.client.model.AppointmentStatus;
import app.inboundflow.client.model.Call;
import app.inboundflow.client.model.CallStatus;
import app.inboundflow.client.model.Contact;
import app.inboundflow.client.model.Lead;
import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import app.inboundflow.client.model.NewContact;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the client relies on when it reads and creates. Where a value is the point, as in a filter, an order or a counter, it is fixed. */
class ReadingPactTest {
    static final String ID = "07f51470-ef1d-421c-a847-36e98732bb9b";
    static final String OTHER_ID = "dbf31702-3468-4639-a5a4-e07f9bdae9a7";
    static final String PHONE = "+14155551234";
    static final NewContact JOHN = new NewContact()
            .phone("+14155559999")
            .name("John Doe")
            .email("john@example.com")
            .company("Doe Industries")
            .notes("Referred by Maria Garcia");

    private static final String CURSOR = "eyJhZnRlciI6ICIyMDI2In0";

    @TestFactory
    Stream<DynamicTest> readsTheAccount() {
        return Stream.of(test(
                "getMe reads the scopes and counts",
                pact -> succeeds(
                                get(
                                        pact.given("the key has the limit", Map.of("limit", 60))
                                                .uponReceiving("a first request in a minute"),
                                        "/v1/me"),
                                200,
                                response -> response.object("data", object("Account")))
                        .matchHeader("X-RateLimit-Limit", "^60$", "60")
                        .matchHeader("X-RateLimit-Remaining", "^59$", "59"),
                client -> {
                    var response = client.withResponse(asking -> asking.me());

                    assertThat(response.value().getScopes()).hasSize(1);
                    assertThat(response.requestId()).isEqualTo(Exchanges.REQUEST_ID);
                    assertThat(response.headers().firstValue("X-RateLimit-Remaining"))
                            .hasValue("59");
                }));
    }

    @TestFactory
    Stream<DynamicTest> filters() {
        return Stream.of(
                test(
                        "listCalls sends every filter",
                        pact -> page(
                                get(
                                                pact.given(
                                                                "a call exists",
                                                                Map.of("status", "completed", "caller_phone", PHONE))
                                                        .uponReceiving(
                                                                "a request for completed calls of a number since a moment"),
                                                "/v1/calls")
                                        .query("limit=10&status=completed")
                                        .matchQuery("since", "^[0-9-]{10}T[0-9:]{8}Z$", "2026-02-24T00:00:00Z")
                                        .matchQuery("phone", "^\\" + PHONE + "$", PHONE),
                                object("Call", "status", "completed", "caller_phone", PHONE)),
                        client -> assertThat(client.calls()
                                        .list(new ListCallsParameters()
                                                .limit(10)
                                                .since(Instant.parse("2026-02-24T00:00:00Z"))
                                                .status(CallStatus.COMPLETED)
                                                .phone(PHONE))
                                        .items())
                                .singleElement()
                                .extracting(Call::getStatus, Call::getCallerPhone)
                                .containsExactly(CallStatus.COMPLETED, PHONE)),
                test(
                        "listContacts sends the phone number",
                        pact -> page(
                                list(
                                                pact.given("a contact has the phone number", Map.of("phone", PHONE))
                                                        .uponReceiving("a request for the contact of a number"),
                                                "/v1/contacts")
                                        .matchQuery("phone", "^\\" + PHONE + "$", PHONE),
                                object("Contact", "phone", PHONE)),
                        client -> assertThat(client.contacts()
                                        .list(new ListContactsParameters().phone(PHONE))
                                        .items())
                                .extracting(Contact::getPhone)
                                .containsExactly(PHONE)),
                test(
                        "listLeads sends both filters",
                        pact -> page(
                                list(
                                                pact.given("a lead exists", Map.of("status", "new", "urgency", "high"))
                                                        .uponReceiving("a request for new and urgent leads"),
                                                "/v1/leads")
                                        .matchQuery("status", "^new$", "new")
                                        .matchQuery("urgency", "^high$", "high"),
                                object("Lead", "status", "new", "urgency", "high")),
                        client -> assertThat(client.leads()
                                        .list(new ListLeadsParameters()
                                                .status(LeadStatus.NEW)
                                                .urgency(LeadUrgency.HIGH))
                                        .items())
                                .singleElement()
                                .extracting(Lead::getStatus, Lead::getUrgency)
                                .containsExactly(LeadStatus.NEW, LeadUrgency.HIGH)),
                test(
                        "listAppointments sends the status",
                        pact -> page(
                                list(
                                                pact.given("an appointment exists", Map.of("status", "booked"))
                                                        .uponReceiving("a request for booked appointments"),
                                                "/v1/appointments")
                                        .matchQuery("status", "^booked$", "booked"),
                                object("Appointment", "status", "booked")),
                        client -> assertThat(client.appointments()
                                        .list(new ListAppointmentsParameters().status(AppointmentStatus.BOOKED))
                                        .items())
                                .singleElement()
                                .satisfies(one ->
                                        assertThat(one.getAppointmentDate()).isEqualTo("2026-02-25"))));
    }

    @TestFactory
    Stream<DynamicTest> readsPagesInOrder() {
        var newer = Map.<String, Object>of("id", ID, "created_at", "2026-02-24T21:00:00Z");
        var older = Map.<String, Object>of("id", OTHER_ID, "created_at", "2026-02-23T21:00:00Z");
        return Stream.of(
                test(
                        "listCalls reads the newest first",
                        pact -> succeeds(
                                list(
                                        pact.given("a call exists", older)
                                                .given("a call exists", newer)
                                                .uponReceiving("a request for two calls in their order"),
                                        "/v1/calls"),
                                200,
                                page -> page.array("data", data -> data.object(call -> call.stringValue("id", ID)
                                                        .stringValue("created_at", "2026-02-24T21:00:00Z"))
                                                .object(call -> call.stringValue("id", OTHER_ID)
                                                        .stringValue("created_at", "2026-02-23T21:00:00Z")))
                                        .booleanValue("has_more", false)
                                        .nullValue("next_cursor")),
                        client -> assertThat(client.calls().list().all())
                                .extracting(Call::getId)
                                .containsExactly(UUID.fromString(ID), UUID.fromString(OTHER_ID))),
                test(
                        "listCalls reads on with the cursor",
                        pact -> {
                            var first = succeeds(
                                    get(
                                                    pact.given("a call exists", older)
                                                            .given("a call exists", newer)
                                                            .uponReceiving("a request for the first page of calls"),
                                                    "/v1/calls")
                                            .query("limit=1"),
                                    200,
                                    page -> page.eachLike("data", object("Call", "id", ID))
                                            .booleanValue("has_more", true)
                                            .stringMatcher("next_cursor", "^[A-Za-z0-9_-]+$", CURSOR));
                            return page(
                                    get(
                                                    first.given("a call exists", older)
                                                            .given("a call exists", newer)
                                                            .given("a page of calls was read", Map.of("limit", 1))
                                                            .uponReceiving(
                                                                    "a request for the page of calls behind a cursor"),
                                                    "/v1/calls")
                                            .query("limit=1")
                                            .queryParameterFromProviderState("cursor", "${cursor}", CURSOR),
                                    object("Call", "id", OTHER_ID));
                        },
                        client -> assertThat(client.calls()
                                        .list(new ListCallsParameters().limit(1))
                                        .all())
                                .extracting(Call::getId)
                                .containsExactly(UUID.fromString(ID), UUID.fromString(OTHER_ID))));
    }

    @TestFactory
    Stream<DynamicTest> readsObjects() {
        return Stream.of(
                test(
                        "listCalls reads every null",
                        pact -> page(
                                list(
                                        pact.given(
                                                        "a call exists of which nothing is known",
                                                        Map.of("status", "blocked"))
                                                .uponReceiving("a request for calls of which nothing is known"),
                                        "/v1/calls"),
                                object(
                                        "Call",
                                        "status",
                                        "blocked",
                                        "caller_phone",
                                        null,
                                        "caller_name",
                                        null,
                                        "duration_seconds",
                                        null,
                                        "summary",
                                        null,
                                        "transcript",
                                        null,
                                        "recording_url",
                                        null,
                                        "transfer_status",
                                        null,
                                        "ended_at",
                                        null,
                                        "assistant_id",
                                        null,
                                        "contact_id",
                                        null)),
                        client -> assertThat(client.calls().list().items())
                                .singleElement()
                                .extracting(Call::getCallerPhone, Call::getEndedAt, Call::getContactId)
                                .containsOnlyNulls()),
                test(
                        "getCall reads the conversation",
                        pact -> succeeds(
                                getById(
                                        pact.given("a call exists", Map.of("id", ID))
                                                .uponReceiving("a request for a call"),
                                        "/v1/calls",
                                        ID),
                                200,
                                response -> response.object("data", object("CallDetail", "id", ID))),
                        client -> assertThat(
                                        client.calls().get(UUID.fromString(ID)).getMessages())
                                .singleElement()
                                .satisfies(
                                        message -> assertThat(message.getRole()).isEqualTo("assistant"))),
                test(
                        "getContact reads it",
                        pact -> succeeds(
                                getById(
                                        pact.given("a contact exists", Map.of("id", ID, "total_calls", 5))
                                                .uponReceiving("a request for a contact"),
                                        "/v1/contacts",
                                        ID),
                                200,
                                response -> response.object("data", object("Contact", "id", ID, "total_calls", 5))),
                        client -> assertThat(client.contacts()
                                        .get(UUID.fromString(ID))
                                        .getTotalCalls())
                                .isEqualTo(5)),
                test(
                        "createContact reads what was stored",
                        pact -> succeeds(
                                        Exchanges.create(
                                                pact.given(
                                                                "no contact has the phone number",
                                                                Map.of("phone", JOHN.getPhone()))
                                                        .uponReceiving("a request to create a contact"),
                                                object("NewContact")),
                                        201,
                                        response -> response.object(
                                                "data",
                                                object(
                                                        "Contact",
                                                        "source",
                                                        "api",
                                                        "total_calls",
                                                        0,
                                                        "last_call_at",
                                                        null)))
                                .matchHeader("Location", "^/v1/contacts/" + Exchanges.UUID + "$", "/v1/contacts/" + ID),
                        client -> {
                            var contact = client.contacts().create(JOHN);

                            assertThat(contact.getTotalCalls()).isZero();
                            assertThat(contact.getLastCallAt()).isNull();
                        }));
    }
}
