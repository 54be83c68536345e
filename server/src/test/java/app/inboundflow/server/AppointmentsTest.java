package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppointmentsTest {
    private final Organization organization = Organization.create();
    private final Api api = organization.api();

    @Test
    void listAppointmentsReturnsEveryProperty() {
        var contact = organization.contact("phone", "+1234567890");
        var call = organization.call();
        var appointment = organization.appointment(
                "caller_phone", "+1234567890",
                "caller_name", "Sarah",
                // The day is the business's own: here it is not that of the UTC time.
                "appointment_date", "2026-02-24",
                "appointment_time_start", "2026-02-25T02:00:00Z",
                "appointment_time_end", "2026-02-25T03:00:00Z",
                "service_type", "Auto Repair Appointment",
                "status", "no_show",
                "calendar_event_link", "https://calendar.google.com/calendar/event?eid=c2FyYWg",
                "call_log_id", call,
                "contact_id", contact,
                "created_at", "2026-02-24T21:00:00Z",
                "updated_at", "2026-02-24T21:00:00Z");

        api.get("/v1/appointments").expect(200, """
                {
                  "data": [
                    {
                      "id": "%s",
                      "caller_phone": "+1234567890",
                      "caller_name": "Sarah",
                      "appointment_date": "2026-02-24",
                      "appointment_time_start": "2026-02-25T02:00:00Z",
                      "appointment_time_end": "2026-02-25T03:00:00Z",
                      "service_type": "Auto Repair Appointment",
                      "status": "no_show",
                      "calendar_event_link": "https://calendar.google.com/calendar/event?eid=c2FyYWg",
                      "call_log_id": "%s",
                      "contact_id": "%s",
                      "created_at": "2026-02-24T21:00:00Z",
                      "updated_at": "2026-02-24T21:00:00Z"
                    }
                  ],
                  "has_more": false,
                  "next_cursor": null
                }
                """.formatted(appointment, call, contact));
    }

    @Test
    void listAppointmentsReturnsNullForWhatIsNotKnown() {
        var appointment =
                organization.appointment("created_at", "2026-02-24T21:00:00Z", "updated_at", "2026-02-24T21:00:00Z");

        api.get("/v1/appointments").expect(200, """
                {
                  "data": [
                    {
                      "id": "%s",
                      "caller_phone": null,
                      "caller_name": null,
                      "appointment_date": "2026-02-25",
                      "appointment_time_start": "2026-02-25T11:00:00Z",
                      "appointment_time_end": null,
                      "service_type": null,
                      "status": "booked",
                      "calendar_event_link": null,
                      "call_log_id": null,
                      "contact_id": null,
                      "created_at": "2026-02-24T21:00:00Z",
                      "updated_at": "2026-02-24T21:00:00Z"
                    }
                  ],
                  "has_more": false,
                  "next_cursor": null
                }
                """.formatted(appointment));
    }

    @Test
    void listAppointmentsReturnsTheLastCreatedFirstWheneverTheyTakePlace() {
        var older = organization.appointment(
                "created_at", "2026-02-24T21:00:00Z", "appointment_time_start", "2027-01-01T00:00:00Z");
        var newer = organization.appointment(
                "created_at", "2026-02-24T21:00:01Z", "appointment_time_start", "2026-01-01T00:00:00Z");

        assertThat(api.ids("/v1/appointments")).containsExactly(newer, older);
    }

    @ParameterizedTest
    @ValueSource(strings = {"booked", "confirmed", "cancelled", "completed", "no_show"})
    void listAppointmentsFiltersByStatus(String status) {
        for (var other : new String[] {"booked", "confirmed", "cancelled", "completed", "no_show"}) {
            organization.appointment("status", other);
        }

        var answer = api.get("/v1/appointments?status=" + status).expect(200);

        assertThat(answer.ids()).hasSize(1);
        assertThat(answer.body()).contains("\"status\":\"" + status + "\"");
    }
}
