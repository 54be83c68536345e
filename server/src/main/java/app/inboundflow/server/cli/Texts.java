package app.inboundflow.server.cli;

import app.inboundflow.server.time.Timestamps;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Texts that operators give and get. */
final class Texts {
    private static final int NAME_CHARACTERS = 200;

    private Texts() {}

    /** Refuses a name that the database would not take. */
    static void check(String option, String name) {
        if (name.isBlank() || name.codePointCount(0, name.length()) > NAME_CHARACTERS) {
            throw new CommandFailure(option + " must have 1 to " + NAME_CHARACTERS + " characters.");
        }
    }

    /** A timestamp to the second, or {@code -}. */
    static String timestamp(@Nullable OffsetDateTime timestamp) {
        return timestamp == null ? "-" : Timestamps.format(timestamp.truncatedTo(ChronoUnit.SECONDS));
    }
}
