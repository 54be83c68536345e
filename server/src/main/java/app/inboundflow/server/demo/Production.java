package app.inboundflow.server.demo;

import app.inboundflow.server.api.model.Appointment;
import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.Contact;
import app.inboundflow.server.api.model.Lead;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Stages the script as if it ended now. Calls come first; contacts, leads and appointments are what the calls make of them,
 * so that all of it agrees.
 */
final class Production {
    // +1 628 is left to contacts that users make.
    private static final List<String> AREA_CODES = List.of("415", "510", "650", "415", "925", "408", "707");

    final List<Contact> contacts = new ArrayList<>();
    final List<CallDetail> calls = new ArrayList<>();
    final List<Lead> leads = new ArrayList<>();
    final List<Appointment> appointments = new ArrayList<>();

    private final Script script;
    private final Stage stage;

    Production(Script script, Instant now) {
        this.script = script;
        this.stage = new Stage(now.truncatedTo(ChronoUnit.SECONDS));
    }

    void run() {
        for (var i = 0; i < script.people().size(); i++) {
            var caller = cast(script.people().get(i), i);
            caller.person.plot().forEach((begins, scenarios) -> {
                var story = new Story(stage, caller);
                story.tell(begins, scenarios.stream().map(script::scenario).toList());
                collect(story);
            });
            var contact = caller.contact();
            if (contact != null) {
                contacts.add(contact);
            }
        }
    }

    private Caller cast(Person person, int index) {
        // 555-0100 to 555-0199 belong to nobody. 37 and 100 have no common factor, so the numbers differ.
        var phone = "+1%s555%04d".formatted(AREA_CODES.get(index % AREA_CODES.size()), 100 + (index * 37 + 34) % 100);
        var id = person.id() == null ? stage.id() : person.id();
        var imported = ShopHours.at(ShopHours.day(stage.now).minusDays(60), LocalTime.of(17, 5));
        return new Caller(
                person,
                person.withheld() ? null : phone,
                person.stranger() ? null : id,
                person.imported() ? imported.plusSeconds(index) : null);
    }

    private void collect(Story story) {
        calls.addAll(story.calls);
        var outcome = new Outcome(stage, story);
        if (story.visit() != null) {
            appointments.add(outcome.appointment(story.visit()));
        }
        if (story.prospect() != null) {
            leads.add(outcome.lead(story.prospect()));
        }
    }
}
