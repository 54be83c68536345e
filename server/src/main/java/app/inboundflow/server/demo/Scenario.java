package app.inboundflow.server.demo;

import app.inboundflow.server.api.model.CallStatus;
import com.fasterxml.jackson.annotation.JsonCreator;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of conversation, as {@code scenarios.yaml} writes it. Texts are {@link Wording}'s.
 *
 * @param status what becomes of the call; completed when it does not say
 * @param when its time, within a story
 * @param moves whether it gives the story's appointment another time
 * @param cancels whether it cancels the story's appointment
 * @param transfer how passing it on to a person goes
 * @param variants words that belong together; calls take them in turn
 */
@Serdeable
record Scenario(
        String name,
        @Nullable CallStatus status,
        @Nullable When when,
        boolean moves,
        boolean cancels,
        @Nullable String transfer,
        @Nullable String summary,
        @Nullable Opportunity lead,
        @Nullable Booking appointment,
        @Nullable List<Map<String, String>> variants,
        @Nullable List<Line> lines) {

    /** When a call is made. */
    @Serdeable
    enum When {
        EVENING,
        BEFORE_APPOINTMENT,
        AFTER_APPOINTMENT;

        @JsonCreator
        static When of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** The lead that the call yields. */
    @Serdeable
    record Opportunity(String urgency, String interest, String reason) {}

    /**
     * The appointment that is booked during the call.
     *
     * @param minutes null when it has no fixed end
     * @param soon whether it cannot wait
     */
    @Serdeable
    record Booking(String service, @Nullable Integer minutes, boolean soon) {}

    /**
     * One turn: what the assistant or the user says, or the tool that the assistant uses.
     *
     * @param only {@code known} or {@code new} when just such callers hear or say it
     */
    @Serdeable
    record Line(
            @Nullable String assistant,
            @Nullable String user,
            @Nullable String tool,
            @Nullable Map<String, String> arguments,
            @Nullable String result,
            @Nullable String only) {

        boolean isFor(boolean known) {
            return only == null || only.equals(known ? "known" : "new");
        }
    }

    CallStatus outcome() {
        return status == null ? CallStatus.COMPLETED : status;
    }
}
