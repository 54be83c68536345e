package app.inboundflow.server.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String QUESTION = "calls\n07f51470-ef1d-421c-a847-36e98732bb9b\nstatus=completed";

    private final Cursor cursor = new Cursor(
            OffsetDateTime.parse("2026-02-24T20:59:00.000001Z"),
            UUID.fromString("dbf31702-3468-4639-a5a4-e07f9bdae9a7"));
    private final String text = cursor.encode(QUESTION);

    @Test
    void decodeReadsWhatEncodeWrote() {
        assertThat(Cursor.decode(text, QUESTION)).contains(cursor);
        assertThat(text).startsWith("eyJjcmVhdGVkX2F0Ijo").hasSizeLessThanOrEqualTo(512);
    }

    @Test
    void decodeReadsTheCursorsOf100() {
        assertThat(Cursor.decode(
                        "eyJjcmVhdGVkX2F0IjoiMjAyNi0wMi0yNFQyMDo1OTowMC4wMDAwMDFaIiwiaWQiOiJkYmYzMTcwMi0zNDY4LTQ2MzktYTVhNC1l"
                                + "MDdmOWJkYWU5YTciLCJ2IjoxLCJjaGVjayI6IkZ1Y3dKM3VYd1hUUXItX1djbGV3In0",
                        QUESTION))
                .contains(cursor);
    }

    @Test
    void decodeRefusesEveryChangeOfOneCharacter() {
        for (var i = 0; i < text.length(); i++) {
            for (var other : ALPHABET.toCharArray()) {
                if (other != text.charAt(i)) {
                    var changed = text.substring(0, i) + other + text.substring(i + 1);
                    assertThat(Cursor.decode(changed, QUESTION)).as(changed).isEmpty();
                }
            }
        }
    }

    @Test
    void decodeRefusesEveryOtherLength() {
        for (var length = 0; length < text.length(); length++) {
            assertThat(Cursor.decode(text.substring(0, length), QUESTION)).isEmpty();
            assertThat(Cursor.decode(text.substring(length + 1), QUESTION)).isEmpty();
        }
        for (var more : new String[] {"A", "AA", "AAA", "AAAA", "=", "==", "\n", " "}) {
            assertThat(Cursor.decode(text + more, QUESTION)).isEmpty();
        }
    }

    @Test
    void decodeRefusesAnotherQuestion() {
        assertThat(Cursor.decode(text, QUESTION.replace("calls", "leads"))).isEmpty();
        assertThat(Cursor.decode(text, QUESTION.replace("completed", "failed"))).isEmpty();
        assertThat(Cursor.decode(text, QUESTION.replace("07f51470", "07f51471")))
                .isEmpty();
        assertThat(Cursor.decode(text, QUESTION + "\nphone=+14155551234")).isEmpty();
    }

    @Test
    void decodeRefusesWhatNobodyEncoded() {
        for (var json : new String[] {
            "",
            "null",
            "[]",
            "{}",
            "{\"created_at\":\"2026-02-24T20:59:00Z\"}",
            "{\"created_at\":\"now\",\"id\":\"dbf31702-3468-4639-a5a4-e07f9bdae9a7\",\"v\":1,\"check\":\""
                    + "A".repeat(20) + "\"}",
            "{\"created_at\":\"2026-02-24T20:59:00Z\",\"id\":\"" + "-".repeat(36) + "\",\"v\":1,\"check\":\""
                    + "A".repeat(20) + "\"}",
            "{\"created_at\":\"+999999999-12-31T23:59:59Z\",\"id\":\"dbf31702-3468-4639-a5a4-e07f9bdae9a7\",\"v\":1,"
                    + "\"check\":\"" + "A".repeat(20) + "\"}",
        }) {
            var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
            assertThat(Cursor.decode(encoded, QUESTION)).as(json).isEmpty();
        }
    }
}
