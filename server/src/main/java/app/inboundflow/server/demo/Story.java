package app.inboundflow.server.demo;

import static app.inboundflow.server.demo.ShopHours.earlier;
import static app.inboundflow.server.demo.ShopHours.later;

import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.CallStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls of one caller that follow from one another, the appointment they are about, and the lead they yield. */
final class Story {
    private static final UUID ASSISTANT = UUID.fromString("5b0a6d8e-7f43-4a35-9a51-0d1c8a2f6e11");
    // The calls of the last minutes are cast as such; no other may come near, or end after, the present.
    private static final Duration LATELY = Duration.ofMinutes(30);

    final Caller caller;
    final List<CallDetail> calls = new ArrayList<>();
    private final Stage stage;
    private @Nullable Visit visit;
    private @Nullable Prospect prospect;
    private boolean came;

    Story(Stage stage, Caller caller) {
        this.stage = stage;
        this.caller = caller;
    }

    @Nullable Visit visit() {
        return visit;
    }

    @Nullable Prospect prospect() {
        return prospect;
    }

    /** Whether the caller is known to have kept the appointment. */
    boolean came() {
        return came;
    }

    /** Makes the calls that had time to happen until now. */
    void tell(String begins, List<Scenario> scenarios) {
        var start = beginning(begins, scenarios.getFirst());
        for (var i = 0; i < scenarios.size() && start.isPresent(); i++) {
            if (i > 0) {
                start = continuation(scenarios.get(i));
            }
            start.ifPresent(new Turn(scenarios.get(i))::take);
        }
    }

    private Optional<Instant> beginning(String begins, Scenario scenario) {
        var amount = Integer.parseInt(begins.substring(0, begins.length() - 1));
        if (begins.endsWith("m")) {
            return Optional.of(stage.now.minus(Duration.ofMinutes(amount)));
        }
        var day = ShopHours.day(stage.now).minusDays(amount);
        if (scenario.when() == Scenario.When.EVENING) {
            return Optional.of(ShopHours.at(day, LocalTime.of(18, 40)).plusSeconds(stage.random.nextInt(9000)));
        }
        // A day that is closed, or has hardly begun, is passed over for the one before.
        var until = earlier(ShopHours.at(day.plusDays(1), LocalTime.MIDNIGHT), stage.now.minus(LATELY));
        for (var back = 0; back < 4; back++) {
            var from = later(ShopHours.at(day.minusDays(back), LocalTime.MIDNIGHT), earliest(Duration.ofHours(2)));
            var moment = ShopHours.momentBetween(from, until, stage.random);
            if (moment.isPresent()) {
                return moment;
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> continuation(Scenario scenario) {
        var from = earliest(Duration.ofHours(20));
        var until = earliest(Duration.ofDays(4));
        if (scenario.when() == Scenario.When.BEFORE_APPOINTMENT && visit != null) {
            from = earliest(Duration.ofMinutes(40));
            until = visit.start.minus(Duration.ofHours(1));
        } else if (scenario.when() == Scenario.When.AFTER_APPOINTMENT && visit != null) {
            // Whoever has to wait calls again another day.
            from = came ? from : later(visit.end().plus(Duration.ofMinutes(20)), earliest(Duration.ofHours(1)));
            var closing = ShopHours.at(ShopHours.day(from), ShopHours.closing(ShopHours.day(from)));
            until = from.plus(LATELY).isBefore(closing) ? closing : from.plus(Duration.ofDays(2));
        }
        return ShopHours.momentBetween(from, earlier(until, stage.now.minus(LATELY)), stage.random);
    }

    private Instant earliest(Duration afterLastCall) {
        var ended = caller.lastCallEndedAt();
        return ended == null ? Instant.MIN : ended.plus(afterLastCall);
    }

    /** One call of the story, in the making. */
    private final class Turn {
        private final Scenario scenario;

        Turn(Scenario scenario) {
            this.scenario = scenario;
        }

        void take(Instant start) {
            var call = caller.person.call();
            var id = call != null && caller.isFirstCall() ? call : stage.id();
            var slots = new Slots(caller, ShopHours.day(start));
            slots.putAll(stage.variant(scenario));
            var wording = new Wording(slots.words(), stage.random);
            var newStart = appoint(slots, wording, start);
            var lines = Objects.requireNonNullElse(scenario.lines(), List.<Scenario.Line>of());
            var conversation = Conversation.of(lines, caller.isKnown(), wording, start, stage.random);
            record(id, start, conversation, wording);
            consequences(id, newStart, conversation, wording);
        }

        /** Settles the appointment's time before anybody speaks of it; null when the call is about none. */
        private @Nullable Instant appoint(Slots slots, Wording wording, Instant start) {
            var today = ShopHours.day(start);
            var booking = scenario.appointment();
            if (booking != null) {
                var length = Duration.ofMinutes(Objects.requireNonNullElse(booking.minutes(), 120));
                var visitStart = stage.takeSlot(start, length, booking.soon());
                slots.put("service", wording.say(booking.service()));
                slots.appointment("", visitStart, today);
                return visitStart;
            }
            if (visit == null) {
                return null;
            }
            slots.service(visit.service);
            if (!scenario.moves()) {
                slots.appointment("", visit.start, today);
                return null;
            }
            var newStart = stage.takeSlot(visit.start, Duration.between(visit.start, visit.end()), false);
            slots.appointment("old", visit.start, today);
            slots.appointment("", newStart, today);
            return newStart;
        }

        private void record(UUID id, Instant start, Conversation conversation, Wording wording) {
            var status = scenario.outcome();
            var inProgress = status == CallStatus.IN_PROGRESS;
            var blocked = status == CallStatus.BLOCKED;
            var end = blocked ? start : conversation.end();
            var person = caller.person;
            calls.add(new CallDetail(
                    id,
                    caller.phone,
                    person.name(),
                    status,
                    inProgress ? null : (int) Duration.between(start, end).toSeconds(),
                    scenario.summary() == null ? null : wording.say(scenario.summary()),
                    conversation.transcript(),
                    inProgress || conversation.messages().isEmpty()
                            ? null
                            : "https://recordings.example/" + id + ".mp3",
                    scenario.transfer(),
                    start.atOffset(ZoneOffset.UTC),
                    inProgress ? null : end.atOffset(ZoneOffset.UTC),
                    blocked ? null : ASSISTANT,
                    caller.contactId,
                    conversation.messages(),
                    start.atOffset(ZoneOffset.UTC)));
            caller.called(start, inProgress ? start : end);
        }

        private void consequences(UUID id, @Nullable Instant newStart, Conversation conversation, Wording wording) {
            var settledAt = Objects.requireNonNullElse(conversation.toolUsedAt(), conversation.end());
            var booking = scenario.appointment();
            if (booking != null && newStart != null) {
                visit = new Visit(id, wording.say(booking.service()), booking.minutes(), newStart, settledAt);
            } else if (visit != null && newStart != null) {
                visit.move(newStart, settledAt);
            } else if (visit != null && scenario.cancels()) {
                visit.cancel(settledAt);
            }
            came |= scenario.when() == Scenario.When.AFTER_APPOINTMENT;
            var lead = scenario.lead();
            if (lead != null) {
                prospect = new Prospect(
                        wording.say(lead.urgency()),
                        wording.say(lead.interest()),
                        wording.say(lead.reason()),
                        calls.getLast(),
                        conversation.end());
            }
        }
    }
}
