import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Contacts and calls that follow from their numbers, so that what the server must answer is known.
 *
 * @param calls how many there are; there are a quarter as many contacts
 */
record Data(int calls) {
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final List<String> STATUSES = List.of("completed", "completed", "completed", "failed", "blocked");
    private static final List<String> SENTENCES = List.of(
            "Thanks for calling Dave Auto Shop, this is the virtual assistant. How can I help you?",
            "Hi, my Toyota Camry 2019 makes a grinding noise since Monday, I may need new brakes.",
            "An inspection usually runs about $120 plus parts. Would Friday at 9:30 work for you?",
            "My friend Zoë said \\\"ask for Maria\\\", is she there? It is a dark blue Golf from 2013.");
    private static final int TURNS = 12;

    int contacts() {
        return calls / 4;
    }

    /** When a row was created. Three share a moment, so that pages must tell them apart by their ids. */
    Instant time(int row) {
        return START.plusSeconds(row / 3 * 900L);
    }

    String status(int call) {
        return STATUSES.get(call % STATUSES.size());
    }

    /** The phone number of a contact, after its plus sign. */
    String phone(int contact) {
        return "1415%07d".formatted(2_000_000 + contact);
    }

    int contactOf(int call) {
        return call % contacts();
    }

    String callId(int call) {
        return id("call", call);
    }

    private static String id(String kind, int row) {
        return UUID.nameUUIDFromBytes((kind + row).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** A contact as JSON. */
    String contact(int row) {
        return """
                {"id":"%s","phone":"+%s","name":"José Núñez","email":"jose%d@example.com","company":null,\
                "source":"inbound_call","total_calls":4,"last_call_at":"%4$s","notes":"Regular customer",\
                "created_at":"%4$s","updated_at":"%4$s"}""".formatted(id("contact", row), phone(row), row, time(row));
    }

    /** A call as JSON, as lists have it. */
    String call(int row) {
        return call(row, "");
    }

    /** A call as JSON, with its messages. */
    String callWithMessages(int row) {
        return call(row, "\"messages\":[" + turns(row, "{\"role\":\"%s\",\"content\":\"%s\"}", ",") + "],");
    }

    private String call(int row, String messages) {
        return """
                {"id":"%s","caller_phone":"+%s","caller_name":null,"status":"%s","duration_seconds":%d,\
                "summary":"Caller asked for a quote.","transcript":"%s",\
                "recording_url":"https://recordings.example/%1$s.mp3","transfer_status":null,"started_at":"%6$s",\
                "ended_at":null,"assistant_id":null,"contact_id":"%7$s",%8$s"created_at":"%6$s"}""".formatted(
                        callId(row),
                        phone(contactOf(row)),
                        status(row),
                        row % 600,
                        turns(row, "%s: %s", "\\n"),
                        time(row),
                        id("contact", contactOf(row)),
                        messages);
    }

    private static String turns(int row, String format, String separator) {
        return IntStream.range(0, TURNS)
                .mapToObj(turn -> format.formatted(
                        turn % 2 == 0 ? "assistant" : "user", SENTENCES.get((row + turn) % SENTENCES.size())))
                .collect(Collectors.joining(separator));
    }

    /** The numbers of all calls as lists have them: the newest first, those of one moment by their ids. */
    List<Integer> newestCalls() {
        return newest("call", calls).toList();
    }

    /** The numbers of all contacts as lists have them. */
    List<Integer> newestContacts() {
        return newest("contact", contacts()).toList();
    }

    private Stream<Integer> newest(String kind, int rows) {
        return IntStream.range(0, rows)
                .boxed()
                .sorted(Comparator.comparing((Integer row) -> time(row))
                        .thenComparing(row -> id(kind, row))
                        .reversed());
    }
}
