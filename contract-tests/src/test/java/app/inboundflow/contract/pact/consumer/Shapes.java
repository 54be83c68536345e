package app.inboundflow.contract.pact.consumer;

import app.inboundflow.client.model.AppointmentStatus;
import app.inboundflow.client.model.CallStatus;
import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What the client reads of each resource: every property of its models, by type and format. */
final class Shapes {
    static final String ID = "07f51470-ef1d-421c-a847-36e98732bb9b";
    static final String CONTACT_ID = "dbf31702-3468-4639-a5a4-e07f9bdae9a7";
    static final String PHONE = "+14155551234";
    static final String REQUEST_ID = "req_034e44e17b76";
    static final String CURSOR = "eyJhZnRlciI6ICIyMDI2In0";
    static final String UUID_PATTERN = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    static final String REQUEST_ID_PATTERN = "^req_[0-9a-f]{12,32}$";
    static final String PHONE_PATTERN = "^\\+[1-9][0-9]{1,14}$";
    static final String CURSOR_PATTERN = "^[A-Za-z0-9_-]+$";

    private static final String URL_PATTERN = "^https?://[!-~]+$";
    private static final String EMAIL_PATTERN = "^[^@ ]+@[^@ ]+$";
    private static final String DATE_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    private static final String TIME_PATTERN =
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?Z$";
    private static final String TIME = "2026-02-24T21:00:00Z";

    private Shapes() {}

    /** The last page of a list. */
    static Consumer<LambdaDslObject> page(Consumer<LambdaDslObject> item) {
        return page ->
                page.eachLike("data", item).booleanValue("has_more", false).nullValue("next_cursor");
    }

    /** A page that another one follows. */
    static Consumer<LambdaDslObject> pageBeforeAnother(Consumer<LambdaDslObject> item) {
        return page -> page.eachLike("data", item)
                .booleanValue("has_more", true)
                .stringMatcher("next_cursor", CURSOR_PATTERN, CURSOR);
    }

    /** A single resource. */
    static Consumer<LambdaDslObject> single(Consumer<LambdaDslObject> resource) {
        return response -> response.object("data", resource);
    }

    static void meta(LambdaDslObject meta) {
        meta.stringMatcher("request_id", REQUEST_ID_PATTERN, REQUEST_ID);
        time(meta, "timestamp");
    }

    static void call(LambdaDslObject call) {
        oneOf(call, "status", CallStatus.values());
        callWhateverItsStatus(call);
    }

    static void completedCall(LambdaDslObject call) {
        call.stringValue("status", CallStatus.COMPLETED.getValue());
        callWhateverItsStatus(call);
    }

    static void callWithMessages(LambdaDslObject call) {
        call(call);
        call.eachLike("messages", message -> {
            message.stringType("role", "assistant").stringType("content", "Dave Auto Shop, how can I help?");
            time(message, "time");
        });
    }

    private static void callWhateverItsStatus(LambdaDslObject call) {
        caller(call);
        call.integerType("duration_seconds", 55)
                .stringType("summary", "Called about auto repair...")
                .stringType("transcript", "Full conversation transcript...")
                .stringMatcher("recording_url", URL_PATTERN, "https://recordings.inboundflow.app/07f51470.mp3")
                .stringType("transfer_status", "completed");
        time(call, "started_at", "ended_at", "created_at");
        id(call, "id", "assistant_id", "contact_id");
    }

    /** A call of which nothing is known: the client reads every null. */
    static void unknownCall(LambdaDslObject call) {
        oneOf(call, "status", CallStatus.values());
        for (var name : new String[] {
            "caller_phone",
            "caller_name",
            "duration_seconds",
            "summary",
            "transcript",
            "recording_url",
            "transfer_status",
            "ended_at",
            "assistant_id",
            "contact_id"
        }) {
            call.nullValue(name);
        }
        time(call, "started_at", "created_at");
        id(call, "id");
    }

    static void contact(LambdaDslObject contact) {
        contact.stringMatcher("phone", PHONE_PATTERN, PHONE)
                .stringType("name", "Maria Garcia")
                .stringMatcher("email", EMAIL_PATTERN, "maria.garcia@gmail.com")
                .stringType("company", "Doe Industries")
                .stringType("source", "inbound_call")
                .integerType("total_calls", 5)
                .stringType("notes", "Regular customer, Toyota Camry 2019");
        time(contact, "last_call_at", "created_at", "updated_at");
        id(contact, "id");
    }

    /** A contact that was made just now: it has not called yet. */
    static void newContact(LambdaDslObject contact) {
        contact.stringMatcher("phone", PHONE_PATTERN, "+14155559999")
                .stringType("name", "John Doe")
                .stringMatcher("email", EMAIL_PATTERN, "john@example.com")
                .stringType("company", "Doe Industries")
                .stringType("source", "api")
                .integerType("total_calls", 0)
                .nullValue("last_call_at")
                .stringType("notes", "Referred by Maria Garcia");
        time(contact, "created_at", "updated_at");
        id(contact, "id");
    }

    /** A lead as a filter of this status and urgency lets it through. */
    static void newUrgentLead(LambdaDslObject lead) {
        caller(lead);
        lead.stringMatcher("caller_email", EMAIL_PATTERN, "dave@example.com")
                .stringValue("status", LeadStatus.NEW.getValue())
                .stringValue("urgency", LeadUrgency.HIGH.getValue())
                .stringType("interest", "auto body work")
                .stringType("qualification_reason", "pricing inquiry")
                .stringType("call_summary", "Called about getting a quote...");
        time(lead, "created_at", "updated_at");
        id(lead, "id", "call_log_id", "contact_id");
    }

    /** An appointment as a filter of this status lets it through. */
    static void bookedAppointment(LambdaDslObject appointment) {
        caller(appointment);
        appointment
                .stringMatcher("appointment_date", DATE_PATTERN, "2026-02-25")
                .stringType("service_type", "Auto Repair Appointment")
                .stringValue("status", AppointmentStatus.BOOKED.getValue())
                .stringMatcher(
                        "calendar_event_link", URL_PATTERN, "https://calendar.google.com/calendar/event?eid=c2FyYWg");
        time(appointment, "appointment_time_start", "appointment_time_end", "created_at", "updated_at");
        id(appointment, "id", "call_log_id", "contact_id");
    }

    private static void caller(LambdaDslObject resource) {
        resource.stringMatcher("caller_phone", PHONE_PATTERN, PHONE).stringType("caller_name", "Maria Garcia");
    }

    private static void id(LambdaDslObject resource, String... names) {
        for (var name : names) {
            resource.stringMatcher(name, "^" + UUID_PATTERN + "$", name.equals("contact_id") ? CONTACT_ID : ID);
        }
    }

    private static void time(LambdaDslObject resource, String... names) {
        for (var name : names) {
            resource.stringMatcher(name, TIME_PATTERN, TIME);
        }
    }

    /** One of the values that this client knows. */
    private static void oneOf(LambdaDslObject resource, String name, Enum<?>[] values) {
        var known = Arrays.stream(values)
                .filter(value -> !value.name().equals("UNKNOWN"))
                .map(Enum::toString)
                .toList();
        resource.stringMatcher(name, known.stream().collect(Collectors.joining("|", "^(", ")$")), known.get(0));
    }
}
