package app.inboundflow.server.demo;

import app.inboundflow.server.api.model.AppointmentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An appointment as its story goes on. */
final class Visit {
    /** What an appointment without a fixed end takes of the day. */
    private static final Duration OPEN_END = Duration.ofHours(2);
    // Customers are asked by text message to confirm; half of them answer.
    private static final Duration ANSWER = Duration.ofMinutes(23);

    final UUID callId;
    final String service;
    final @Nullable Integer minutes;
    final Instant bookedAt;
    Instant start;
    Instant changedAt;
    AppointmentStatus status = AppointmentStatus.BOOKED;

    Visit(UUID callId, String service, @Nullable Integer minutes, Instant start, Instant bookedAt) {
        this.callId = callId;
        this.service = service;
        this.minutes = minutes;
        this.start = start;
        this.bookedAt = bookedAt;
        this.changedAt = bookedAt;
    }

    Instant end() {
        return start.plus(minutes == null ? OPEN_END : Duration.ofMinutes(minutes));
    }

    void move(Instant newStart, Instant at) {
        start = newStart;
        changedAt = at;
    }

    void cancel(Instant at) {
        status = AppointmentStatus.CANCELLED;
        changedAt = at;
    }

    /** Lets the time until now do its work on an appointment that nobody cancelled. */
    void settle(Stage stage, boolean came) {
        var now = stage.now;
        if (status == AppointmentStatus.CANCELLED) {
            return;
        }
        if (!end().isAfter(now)) {
            var noShow = !came && stage.random.nextInt(3) == 0;
            change(noShow ? AppointmentStatus.NO_SHOW : AppointmentStatus.COMPLETED, end());
        } else if (!changedAt.plus(ANSWER).isAfter(now) && stage.isNextOfTwo()) {
            change(AppointmentStatus.CONFIRMED, changedAt.plus(ANSWER));
        }
    }

    private void change(AppointmentStatus to, Instant at) {
        status = to;
        changedAt = at;
    }
}
