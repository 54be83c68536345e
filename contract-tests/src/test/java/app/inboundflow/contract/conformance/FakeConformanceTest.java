package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Request;
import app.inboundflow.check.Values;
import app.inboundflow.check.Walk;
import app.inboundflow.check.Witness;
import app.inboundflow.client.model.Appointment;
import app.inboundflow.client.model.AppointmentStatus;
import app.inboundflow.client.model.Call;
import app.inboundflow.client.model.CallDetail;
import app.inboundflow.client.model.CallStatus;
import app.inboundflow.client.model.Contact;
import app.inboundflow.client.model.Lead;
import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import app.inboundflow.client.model.Message;
import app.inboundflow.client.testing.FakeInboundFlow;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The fake that users test with behaves as the contract says: the same walk as that of the real server. */
class FakeConformanceTest {
    private static final Set<Integer> ON_DEMAND = Set.of(403, 409, 414, 429, 431, 500, 503);

    private final FakeInboundFlow fake = FakeInboundFlow.start();
    private final Coverage coverage = new Coverage();
    private final Client client = new Client(fake.url(), fake.apiKey(), Pace.UNLIMITED, coverage.and(new Witness()));

    @TestFactory
    Stream<DynamicTest> theFakeIsWhatTheContractSays() {
        fill();
        var walk = new Walk(client, Optional.empty());
        return Stream.concat(
                Stream.of(walk.reading(), walk.writing())
                        .flatMap(List::stream)
                        .map(step -> dynamicTest(step.name(), step.body()::run)),
                Stream.of(
                        dynamicTest("failures on demand", this::failOnDemand),
                        dynamicTest("everything that is declared was seen", this::requireAll)));
    }

    private void failOnDemand() {
        for (var operation : Contract.operations()) {
            var path = operation.path().replaceFirst("\\{.*}", UUID.randomUUID().toString());
            var request = operation.method().equals("POST")
                    ? Request.post(path, "{\"phone\": \"" + Values.newPhone() + "\"}")
                    : Request.get(path);
            operation.statuses().stream().filter(ON_DEMAND::contains).forEach(status -> {
                fake.failNext(status);
                client.expect(status, request);
            });
        }
    }

    private void requireAll() {
        try {
            assertThat(coverage.unseen()).isEmpty();
        } finally {
            fake.close();
        }
    }

    private void fill() {
        var now = OffsetDateTime.parse("2026-02-24T20:59:00.123456Z");
        fake.add(new Contact());
        var contact = fake.add(new Contact()
                        .phone("+14155551234")
                        .name("Maria Garcia")
                        .email("maria.garcia@gmail.com")
                        .company("Doe Industries")
                        .totalCalls(5)
                        .lastCallAt(now)
                        .notes("Toyota Camry 2019"))
                .getId();
        known(CallStatus.values()).forEach(status -> fake.add(new Call().status(status)));
        var call = fake.add(new CallDetail()
                        .callerPhone("+14155551234")
                        .callerName("Maria Garcia")
                        .durationSeconds(55)
                        .summary("Called about auto repair…")
                        .transcript("Full conversation transcript…")
                        .recordingUrl("https://recordings.inboundflow.app/07f51470.mp3")
                        .transferStatus("completed")
                        .endedAt(now)
                        .assistantId(UUID.randomUUID())
                        .contactId(contact)
                        .messages(List.of(
                                new Message().role("user").content("Hi").time(now),
                                new Message().role("tool").content(""))))
                .getId();
        known(LeadStatus.values()).forEach(status -> fake.add(new Lead().status(status)));
        known(LeadUrgency.values())
                .forEach(urgency -> fake.add(new Lead()
                        .urgency(urgency)
                        .callerPhone("+14155551234")
                        .callerName("Maria Garcia")
                        .callerEmail("maria.garcia@gmail.com")
                        .interest("auto body work")
                        .qualificationReason("pricing inquiry")
                        .callSummary("Called about getting a quote…")
                        .callLogId(call)
                        .contactId(contact)));
        known(AppointmentStatus.values()).forEach(status -> fake.add(new Appointment().status(status)));
        fake.add(new Appointment()
                .callerPhone("+14155551234")
                .callerName("Maria Garcia")
                .appointmentTimeEnd(now)
                .serviceType("Auto Repair Appointment")
                .calendarEventLink("https://calendar.google.com/calendar/event?eid=c2FyYWg")
                .callLogId(call)
                .contactId(contact));
    }

    private static <E extends Enum<E>> Stream<E> known(E[] values) {
        return Stream.of(values).filter(value -> !value.name().equals("UNKNOWN"));
    }
}
