package app.inboundflow.contract.pact.provider;

import app.inboundflow.contract.live.Organization;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Rows in which no column is null unless a pact says so: what a consumer reads is there. */
final class CompleteRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Object> CALLER =
            Map.of("caller_phone", "+14155551234", "caller_name", "Maria Garcia");

    private final Organization organization;

    CompleteRows(Organization organization) {
        this.organization = organization;
    }

    UUID contact(Map<String, Object> properties) {
        var contact = new LinkedHashMap<String, Object>(Map.of(
                "name", "Maria Garcia",
                "email", "maria.garcia@gmail.com",
                "company", "Doe Industries",
                "total_calls", 5,
                "last_call_at", "2026-02-23T15:00:00Z",
                "notes", "Regular customer, Toyota Camry 2019"));
        contact.putAll(properties);
        return organization.contact(columns(contact));
    }

    UUID call(Map<String, Object> properties) {
        var call = new LinkedHashMap<String, Object>(CALLER);
        call.putAll(Map.of(
                "duration_seconds", 55,
                "summary", "Called about auto repair...",
                "transcript", "Full conversation transcript...",
                "recording_url", "https://recordings.inboundflow.app/07f51470.mp3",
                "transfer_status", "completed",
                "ended_at", "2026-02-24T21:00:00Z",
                "assistant_id", "5b0a6d8e-7f43-4a35-9a51-0d1c8a2f6e11"));
        call.put(
                "messages",
                List.of(
                        Map.of(
                                "role", "assistant",
                                "content", "Dave Auto Shop, how can I help?",
                                "time", "2026-02-24T20:59:02Z"),
                        Map.of(
                                "role", "user",
                                "content", "My car makes a grinding noise.",
                                "time", "2026-02-24T20:59:09Z")));
        call.putAll(properties);
        if (!call.containsKey("contact_id")) {
            call.put("contact_id", contact(Map.of()));
        }
        var messages = call.remove("messages");
        var id = organization.call(columns(call));
        organization.messages(id, json(messages));
        return id;
    }

    UUID lead(Map<String, Object> properties) {
        var lead = new LinkedHashMap<String, Object>(CALLER);
        lead.putAll(Map.of(
                "caller_email", "maria.garcia@gmail.com",
                "interest", "auto body work",
                "qualification_reason", "pricing inquiry",
                "call_summary", "Called about getting a quote..."));
        lead.putAll(properties);
        return organization.lead(columns(fromCall(lead)));
    }

    UUID appointment(Map<String, Object> properties) {
        var appointment = new LinkedHashMap<String, Object>(CALLER);
        appointment.putAll(Map.of(
                "appointment_time_end", "2026-02-25T12:00:00Z",
                "service_type", "Auto Repair Appointment",
                "calendar_event_link", "https://calendar.google.com/calendar/event?eid=c2FyYWg"));
        appointment.putAll(properties);
        return organization.appointment(columns(fromCall(appointment)));
    }

    private Map<String, Object> fromCall(Map<String, Object> row) {
        if (!row.containsKey("contact_id")) {
            row.put("contact_id", contact(Map.of()));
        }
        if (!row.containsKey("call_log_id")) {
            row.put("call_log_id", call(Map.of()));
        }
        return row;
    }

    /** Columns and values in turn, as {@link Organization} takes them. */
    static Object[] columns(Map<String, Object> properties) {
        properties.keySet().forEach(name -> {
            if (!name.matches("[a-z_]+")) {
                throw new IllegalArgumentException("\"" + name + "\" is no property of the API.");
            }
        });
        return properties.entrySet().stream()
                .flatMap(property -> Stream.of(property.getKey(), property.getValue()))
                .toArray();
    }

    private static String json(Object messages) {
        try {
            return JSON.writeValueAsString(messages);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
