package app.inboundflow.server.demo;

import app.inboundflow.server.api.model.Appointment;
import app.inboundflow.server.api.model.Lead;
import app.inboundflow.server.api.model.LeadStatus;
import app.inboundflow.server.api.model.LeadUrgency;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** What a story has led to by now. */
final class Outcome {
    private static final List<LeadStatus> AFTER_DAYS =
            List.of(LeadStatus.NEW, LeadStatus.NEW, LeadStatus.CONTACTED, LeadStatus.CONTACTED, LeadStatus.QUALIFIED);
    private static final List<LeadStatus> AFTER_WEEKS = List.of(
            LeadStatus.CONTACTED, LeadStatus.QUALIFIED, LeadStatus.CONVERTED, LeadStatus.CONVERTED, LeadStatus.LOST);

    private final Stage stage;
    private final Story story;

    Outcome(Stage stage, Story story) {
        this.stage = stage;
        this.story = story;
    }

    Appointment appointment(Visit visit) {
        var id = stage.id();
        visit.settle(stage, story.came());
        return new Appointment(
                id,
                story.caller.phone,
                story.caller.person.name(),
                ShopHours.day(visit.start),
                visit.start.atOffset(ZoneOffset.UTC),
                visit.minutes == null ? null : visit.end().atOffset(ZoneOffset.UTC),
                visit.service,
                visit.status,
                // The shop connected its calendar after some weeks.
                visit.bookedAt.isBefore(stage.now.minus(Duration.ofDays(48)))
                        ? null
                        : "https://calendar.example.com/event?eid="
                                + id.toString().substring(0, 8),
                visit.callId,
                story.caller.contactId,
                visit.bookedAt.atOffset(ZoneOffset.UTC),
                visit.changedAt.atOffset(ZoneOffset.UTC));
    }

    Lead lead(Prospect prospect) {
        var visit = story.visit();
        var progress = visit == null ? untold(prospect.at()) : told(visit, prospect.at());
        return new Lead(
                stage.id(),
                story.caller.phone,
                story.caller.person.name(),
                story.caller.person.email(),
                progress.status,
                LeadUrgency.fromValue(prospect.urgency()),
                prospect.interest(),
                prospect.reason(),
                prospect.call().getSummary(),
                prospect.call().getId(),
                story.caller.contactId,
                prospect.at().atOffset(ZoneOffset.UTC),
                progress.at.atOffset(ZoneOffset.UTC));
    }

    private record Progress(LeadStatus status, Instant at) {}

    /** The lead of somebody with an appointment goes with it. */
    private static Progress told(Visit visit, Instant since) {
        var at = ShopHours.later(since, visit.changedAt);
        return switch (visit.status) {
            case BOOKED, CONFIRMED -> new Progress(LeadStatus.QUALIFIED, at);
            case COMPLETED -> new Progress(LeadStatus.CONVERTED, at);
            case CANCELLED -> new Progress(LeadStatus.LOST, at);
            case NO_SHOW -> new Progress(LeadStatus.CONTACTED, at);
        };
    }

    /** The shop works at the others when it is open: the older, the further. */
    private Progress untold(Instant since) {
        var until = ShopHours.earlier(stage.now, since.plus(Duration.ofDays(4)));
        var at = ShopHours.momentBetween(since.plus(Duration.ofMinutes(30)), until, stage.random);
        if (at.isEmpty() || since.isAfter(stage.now.minus(Duration.ofDays(2)))) {
            return new Progress(LeadStatus.NEW, since);
        }
        var statuses = since.isAfter(stage.now.minus(Duration.ofDays(9))) ? AFTER_DAYS : AFTER_WEEKS;
        var status = statuses.get(stage.random.nextInt(statuses.size()));
        return new Progress(status, status == LeadStatus.NEW ? since : at.get());
    }
}
