package app.inboundflow.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.api.model.Appointment;
import app.inboundflow.server.api.model.AppointmentStatus;
import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.CallStatus;
import app.inboundflow.server.api.model.Contact;
import app.inboundflow.server.api.model.Lead;
import app.inboundflow.server.api.model.LeadStatus;
import app.inboundflow.server.api.model.LeadUrgency;
import app.inboundflow.server.api.model.Message;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo's data, seen from moments as different as a Sunday night and the change to daylight saving time. */
class DemoDataTest {
    private static final String NOW = "2026-02-24T20:59:00Z";

    private static ApplicationContext context;
    private static List<Shop> shops;

    @BeforeAll
    static void start() {
        context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .properties(Map.of("datasources.default.enabled", false))
                .start();
        shops = Stream.of(
                        NOW,
                        "2026-03-08T11:30:00Z",
                        "2026-11-02T07:00:00Z",
                        "2027-01-01T16:10:00.123456Z",
                        "2028-02-29T23:59:59Z")
                .map(now -> Shop.at(context, now))
                .toList();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    static List<Shop> shops() {
        return shops;
    }

    @Test
    void isTheSameForTheSamePresent() {
        var now = Instant.parse(NOW);
        var data = context.getBean(DemoData.class);
        assertThat(data.at(now)).isEqualTo(data.at(now)).isNotEqualTo(data.at(now.plusSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("shops")
    void hasAFewHundredRecords(Shop shop) {
        assertThat(shop.contacts()).hasSizeBetween(55, 65);
        assertThat(shop.calls()).hasSizeBetween(150, 170);
        assertThat(shop.leads()).hasSizeBetween(55, 68);
        assertThat(shop.appointments()).hasSizeBetween(36, 48);
    }

    @ParameterizedTest
    @MethodSource("shops")
    void showsEveryValueOfEveryEnum(Shop shop) {
        assertThat(shop.calls()).extracting(CallDetail::getStatus).contains(CallStatus.values());
        assertThat(shop.leads()).extracting(Lead::getStatus).contains(LeadStatus.values());
        assertThat(shop.leads()).extracting(Lead::getUrgency).contains(LeadUrgency.values());
        assertThat(shop.appointments()).extracting(Appointment::getStatus).contains(AppointmentStatus.values());
        assertThat(shop.calls().stream()
                        .flatMap(call -> shop.messages(call).stream())
                        .map(Message::getRole))
                .contains("assistant", "user", "tool");
    }

    @ParameterizedTest
    @MethodSource("shops")
    void hasNoIdNameOrNumberTwice(Shop shop) {
        assertThat(shop.ids()).doesNotHaveDuplicates();
        assertThat(shop.contacts()).extracting(Contact::getPhone).doesNotHaveDuplicates();
        assertThat(shop.contacts().stream().map(Contact::getName).filter(Objects::nonNull))
                .doesNotHaveDuplicates();
        assertThat(shop.calls().stream().map(CallDetail::getCallerPhone).filter(Objects::nonNull))
                .allMatch(phone -> phone.matches("\\+1\\d{3}55501\\d{2}"));
        assertThat(shop.contacts().stream().map(Contact::getEmail).filter(Objects::nonNull))
                .allMatch(email -> email.matches("[a-z.]+@example\\.(com|net)"));
    }

    @ParameterizedTest
    @MethodSource("shops")
    void contactsAgreeWithTheirCalls(Shop shop) {
        assertThat(shop.contacts()).allSatisfy(contact -> {
            var calls = shop.calls().stream()
                    .filter(call -> contact.getId().equals(call.getContactId()))
                    .toList();
            assertThat(contact.getTotalCalls()).isEqualTo(calls.size());
            assertThat(contact.getLastCallAt())
                    .isEqualTo(calls.isEmpty() ? null : calls.getLast().getStartedAt());
            assertThat(calls).allSatisfy(call -> {
                assertThat(call.getCallerPhone()).isEqualTo(contact.getPhone());
                assertThat(call.getCallerName()).isEqualTo(contact.getName());
                assertThat(call.getCreatedAt()).isAfterOrEqualTo(contact.getCreatedAt());
            });
            assertThat(contact.getUpdatedAt()).isAfterOrEqualTo(contact.getCreatedAt());
        });
        assertThat(shop.calls().stream().map(CallDetail::getContactId).filter(Objects::nonNull))
                .isSubsetOf(shop.contacts().stream().map(Contact::getId).toList());
    }

    @ParameterizedTest
    @MethodSource("shops")
    void leadsAgreeWithTheirCalls(Shop shop) {
        assertThat(shop.leads()).allSatisfy(lead -> {
            var call = shop.call(lead.getCallLogId());
            assertThat(lead.getCallerPhone()).isEqualTo(call.getCallerPhone());
            assertThat(lead.getCallerName()).isEqualTo(call.getCallerName());
            assertThat(lead.getContactId()).isEqualTo(call.getContactId());
            assertThat(lead.getCallSummary()).isEqualTo(call.getSummary());
            assertThat(lead.getCreatedAt()).isEqualTo(call.getEndedAt());
            assertThat(lead.getUpdatedAt()).isAfterOrEqualTo(lead.getCreatedAt());
        });
    }

    @ParameterizedTest
    @MethodSource("shops")
    void appointmentsAgreeWithTheirCallsAndTheCalendar(Shop shop) {
        assertThat(shop.appointments()).allSatisfy(appointment -> {
            var call = shop.call(appointment.getCallLogId());
            assertThat(appointment.getCallerPhone()).isEqualTo(call.getCallerPhone());
            assertThat(appointment.getCallerName()).isEqualTo(call.getCallerName());
            assertThat(appointment.getContactId()).isEqualTo(call.getContactId());
            assertThat(appointment.getCreatedAt()).isBetween(call.getStartedAt(), call.getEndedAt());
            assertThat(appointment.getUpdatedAt()).isAfterOrEqualTo(appointment.getCreatedAt());
            var start = appointment.getAppointmentTimeStart();
            assertThat(start).isAfter(appointment.getCreatedAt());
            assertThat(ShopHours.day(start.toInstant())).isEqualTo(appointment.getAppointmentDate());
            assertThat(ShopHours.isOpen(appointment.getAppointmentDate())).isTrue();
            if (appointment.getStatus() == AppointmentStatus.COMPLETED
                    || appointment.getStatus() == AppointmentStatus.NO_SHOW) {
                assertThat(start).isBefore(shop.now());
            }
        });
        assertThat(shop.appointments())
                .extracting(Appointment::getAppointmentTimeStart)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("shops")
    void callsAreTold(Shop shop) {
        assertThat(shop.calls()).allSatisfy(call -> {
            var start = call.getStartedAt();
            var end = call.getEndedAt();
            assertThat(end == null).isEqualTo(call.getStatus() == CallStatus.IN_PROGRESS);
            if (end == null) {
                assertThat(call.getDurationSeconds()).isNull();
                assertThat(call.getSummary()).isNull();
            } else {
                assertThat(Duration.between(start, end)).hasSeconds(call.getDurationSeconds());
            }
            var said = shop.messages(call);
            if (call.getStatus() == CallStatus.BLOCKED) {
                assertThat(call.getAssistantId()).isNull();
                assertThat(said).isEmpty();
            }
            assertThat(call.getTranscript() == null).isEqualTo(said.isEmpty());
            assertThat(call.getRecordingUrl() == null).isEqualTo(said.isEmpty() || end == null);
            var times = said.stream().map(Message::getTime).toList();
            assertThat(times).isSorted().doesNotHaveDuplicates().allSatisfy(time -> assertThat(time)
                    .isBetween(start, end == null ? shop.now() : end));
            assertThat(said.stream()
                            .filter(message -> !message.getRole().equals("tool"))
                            .map(Message::getContent))
                    .allSatisfy(content -> assertThat(call.getTranscript()).contains(content));
        });
    }

    @ParameterizedTest
    @MethodSource("shops")
    void happenedInTheLastTwoMonths(Shop shop) {
        assertThat(shop.pastTimes())
                .allSatisfy(time -> assertThat(time).isBetween(shop.now().minusDays(64), shop.now()));
        assertThat(shop.calls().getLast().getCreatedAt()).isAfter(shop.now().minusMinutes(5));
        assertThat(shop.appointments())
                .anyMatch(appointment -> appointment.getAppointmentTimeStart().isAfter(shop.now()));
    }

    @Test
    void leavesNoBlankInAnyText() {
        assertThat(shops.getFirst().lines().toString()).doesNotContain("<", ">");
    }

    @Test
    void playsEveryScenario() {
        var script = Script.load(context.getBean(JsonMapper.class));
        assertThat(script.people().stream()
                        .flatMap(person -> person.plot().values().stream())
                        .flatMap(Collection::stream))
                .containsAll(script.scenarios().keySet());
    }

    @Test
    void hasTheDocumentedCallAndContact() {
        var shop = shops.getFirst();
        assertThat(shop.call(DemoData.CALL).getCallerName()).isEqualTo("Dave");
        assertThat(shop.contacts()).anySatisfy(contact -> {
            assertThat(contact.getId()).hasToString("dbf31702-3468-4639-a5a4-e07f9bdae9a7");
            assertThat(contact.getName()).isEqualTo("Maria Garcia");
            assertThat(contact.getTotalCalls()).isEqualTo(5);
        });
    }
}
