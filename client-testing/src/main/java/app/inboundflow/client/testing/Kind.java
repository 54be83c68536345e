package app.inboundflow.client.testing;

import app.inboundflow.client.model.AppointmentStatus;
import app.inboundflow.client.model.CallStatus;
import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the API lists. */
enum Kind {
    CALLS(
            "calls",
            "call",
            Map.of("phone", "caller_phone", "status", "status"),
            Map.of("status", texts(CallStatus.values()))),
    CONTACTS("contacts", "contact", Map.of("phone", "phone"), Map.of()),
    LEADS(
            "leads",
            "lead",
            Map.of("status", "status", "urgency", "urgency"),
            Map.of("status", texts(LeadStatus.values()), "urgency", texts(LeadUrgency.values()))),
    APPOINTMENTS(
            "appointments",
            "appointment",
            Map.of("status", "status"),
            Map.of("status", texts(AppointmentStatus.values())));

    final String path;
    final String singular;
    /** The property that each filter compares. */
    final Map<String, String> filters;
    /** The values that a filter takes. */
    final Map<String, List<String>> values;

    Kind(String path, String singular, Map<String, String> filters, Map<String, List<String>> values) {
        this.path = path;
        this.singular = singular;
        this.filters = filters;
        this.values = values;
    }

    private static List<String> texts(Enum<?>[] constants) {
        return Stream.of(constants)
                .filter(constant -> !constant.name().equals("UNKNOWN"))
                .map(Objects::toString)
                .toList();
    }
}
