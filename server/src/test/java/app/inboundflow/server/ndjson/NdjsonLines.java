package app.inboundflow.server.ndjson;

import java.util.UUID;

/** Lines as the contract wants them, with what a test is about put in. */
public final class NdjsonLines {
    private static final String NIL = "null";

    private NdjsonLines() {}

    /** The id of the contact, call and so on with a number. */
    public static UUID id(int number) {
        return new UUID(0x4000, 0x8000000000000000L + number);
    }

    /** A contact. */
    public static String contact(int number, String phone) {
        return """
                {"id":"%s","phone":"%s","name":"Maria","email":"maria@example.com","company":null,"source":"api",\
                "total_calls":5,"last_call_at":null,"notes":null,"created_at":"2026-02-20T14:00:00Z",\
                "updated_at":"2026-02-23T15:00:00.123456Z"}""".formatted(id(number), phone);
    }

    /** A call of a contact, or of nobody, with messages. */
    public static String call(int number, Integer contact, String messages) {
        return """
                {"id":"%s","caller_phone":"+1234567890","caller_name":null,"status":"completed","duration_seconds":55,\
                "summary":null,"transcript":"Hello\\tthere\\\\n","recording_url":null,"transfer_status":null,\
                "started_at":"2026-02-24T20:59:00Z","ended_at":null,"assistant_id":null,"contact_id":%s,\
                "messages":%s,"created_at":"2026-02-24T20:59:00Z"}""".formatted(id(number), reference(contact), messages);
    }

    /** A lead of a call and a contact, or of none. */
    public static String lead(int number, Integer call, Integer contact) {
        return """
                {"id":"%s","caller_phone":null,"caller_name":null,"caller_email":null,"status":"new","urgency":"high",\
                "interest":null,"qualification_reason":null,"call_summary":null,"call_log_id":%s,"contact_id":%s,\
                "created_at":"2026-02-24T21:00:00Z","updated_at":"2026-02-24T21:00:00Z"}""".formatted(id(number), reference(call), reference(contact));
    }

    /** An appointment of a call and a contact, or of none. */
    public static String appointment(int number, Integer call, Integer contact) {
        return """
                {"id":"%s","caller_phone":null,"caller_name":"Sarah","appointment_date":"2026-02-25",\
                "appointment_time_start":"2026-02-25T11:00:00Z","appointment_time_end":null,"service_type":null,\
                "status":"no_show","calendar_event_link":null,"call_log_id":%s,"contact_id":%s,\
                "created_at":"2026-02-24T21:00:00Z","updated_at":"2026-02-24T21:00:00Z"}""".formatted(id(number), reference(call), reference(contact));
    }

    private static String reference(Integer number) {
        return number == null ? NIL : '"' + id(number).toString() + '"';
    }
}
