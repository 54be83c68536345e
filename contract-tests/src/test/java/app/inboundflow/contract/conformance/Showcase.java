package app.inboundflow.contract.conformance;

import app.inboundflow.contract.live.Organization;
import java.util.UUID;

/** Rows with every value of every enum and every null, so that the walk sees all that the contract declares. */
public final class Showcase {
    private Showcase() {}

    /** Stores the rows. */
    public static void fill(Organization organization) {
        organization.storeMany(105);
        organization.contact();
        var maria = organization.contact(
                "phone",
                "+14155551234",
                "name",
                "Maria Garcia",
                "email",
                "maria.garcia@gmail.com",
                "company",
                "Doe Industries",
                "total_calls",
                5,
                "last_call_at",
                "2026-02-23T15:00:00Z",
                "notes",
                "Toyota Camry 2019");
        calls(organization);
        var call = organization.call(
                "caller_phone",
                "+14155551234",
                "caller_name",
                "Maria Garcia",
                "duration_seconds",
                55,
                "summary",
                "Called about auto repair...",
                "transcript",
                "Full conversation transcript...",
                "recording_url",
                "https://recordings.inboundflow.app/07f51470.mp3",
                "transfer_status",
                "completed",
                "ended_at",
                "2026-02-24T21:00:00Z",
                "assistant_id",
                UUID.randomUUID(),
                "contact_id",
                maria);
        organization.messages(call, """
                [{"role": "assistant", "content": "Dave Auto Shop, how can I help?", "time": "2026-02-24T20:59:02Z"},
                 {"role": "tool", "content": "", "confidence": 0.25, "calls": [null, {"name": "book"}]}]
                """);
        leads(organization, maria, call);
        appointments(organization, maria, call);
    }

    private static void calls(Organization organization) {
        for (var status : new String[] {"completed", "failed", "blocked", "in-progress", "forwarding"}) {
            organization.call("status", status);
        }
    }

    private static void leads(Organization organization, UUID maria, UUID call) {
        for (var status : new String[] {"new", "contacted", "qualified", "converted", "lost"}) {
            organization.lead("status", status);
        }
        for (var urgency : new String[] {"low", "medium", "high"}) {
            organization.lead(
                    "urgency",
                    urgency,
                    "caller_phone",
                    "+14155551234",
                    "caller_name",
                    "Maria Garcia",
                    "caller_email",
                    "maria.garcia@gmail.com",
                    "interest",
                    "auto body work",
                    "qualification_reason",
                    "pricing inquiry",
                    "call_summary",
                    "Called about getting a quote...",
                    "call_log_id",
                    call,
                    "contact_id",
                    maria);
        }
    }

    private static void appointments(Organization organization, UUID maria, UUID call) {
        for (var status : new String[] {"booked", "confirmed", "cancelled", "completed", "no_show"}) {
            organization.appointment("status", status);
        }
        organization.appointment(
                "caller_phone",
                "+14155551234",
                "caller_name",
                "Maria Garcia",
                "appointment_time_end",
                "2026-02-25T12:00:00Z",
                "service_type",
                "Auto Repair Appointment",
                "calendar_event_link",
                "https://calendar.google.com/calendar/event?eid=c2FyYWg",
                "call_log_id",
                call,
                "contact_id",
                maria);
    }
}
