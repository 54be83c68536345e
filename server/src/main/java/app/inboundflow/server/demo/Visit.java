package app.inboundflow.server.demo;

import app.inboundflow.server.api.model.AppointmentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An appointment as its story goes on. */
final class Visit {
    /** What an appointment without a fixed end takes of the day. */
    private static final Duration OPEN_END = Duration.ofHours(2);

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
    void settle(Instant now, boolean cameByPhoneLater, Random random) {
        if (status == AppointmentStatus.CANCELLED) {
            return;
        }
        // Customers confirm in answer to a reminder, a day before.
        var reminder = ShopHours.later(changedAt.plusSeconds(900), start.minus(Duration.ofHours(24)));
        if (!cameByPhoneLater && random.nextInt(8) == 0 && !end().isAfter(now)) {
            change(AppointmentStatus.NO_SHOW, end());
        } else if (!end().isAfter(now)) {
            change(AppointmentStatus.COMPLETED, end());
        } else if (!reminder.isAfter(now) && (random.nextBoolean() || start.isBefore(now))) {
            change(AppointmentStatus.CONFIRMED, reminder);
        }
    }

    private void change(AppointmentStatus to, Instant at) {
        status = to;
        changedAt = ShopHours.later(changedAt, at);
    }
}
