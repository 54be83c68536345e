package app.inboundflow.server.paging;

import app.inboundflow.server.Sha256;
import app.inboundflow.server.time.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a list: just behind the row with this {@code created_at} and {@code id}. On the wire it is base64url JSON whose
 * {@code check} binds it to its version, its list, its filters and its organization. The check is no secret: a cursor
 * grants nothing, every statement names the caller's organization; it only makes sure that what comes back is what was
 * given out for the same question.
 *
 * @param createdAt in UTC, whole microseconds
 */
record Cursor(OffsetDateTime createdAt, UUID id) {
    private static final int VERSION = 1;
    private static final int CHECK_BYTES = 15;

    /** Writes the cursor for one question: a list, its filters and its organization, as text. */
    String encode(String question) {
        var timestamp = Timestamps.format(createdAt);
        var json = "{\"created_at\":\"" + timestamp + "\",\"id\":\"" + id + "\",\"v\":" + VERSION + ",\"check\":\""
                + check(timestamp, question) + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a cursor; nothing when it was not made, exactly so, for this question. */
    static Optional<Cursor> decode(String text, String question) {
        try {
            // Only the two values are looked for: the comparison is with the whole text.
            var json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\"", 9);
            if (json.length < 9) {
                return Optional.empty();
            }
            var id = UUID.fromString(json[7]);
            return Timestamps.parse(json[3])
                    .map(createdAt -> new Cursor(createdAt, id))
                    .filter(cursor -> cursor.encode(question).equals(text));
        } catch (IllegalArgumentException neitherBase64NorId) {
            return Optional.empty();
        }
    }

    private String check(String timestamp, String question) {
        var digest =
                Sha256.of((timestamp + '\n' + id + '\n' + VERSION + '\n' + question).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, CHECK_BYTES));
    }
}
