package app.inboundflow.server.cli;

import static app.inboundflow.server.cli.DemoShop.spoken;
import static app.inboundflow.server.cli.DemoShop.text;
import static app.inboundflow.server.cli.DemoShop.tools;
import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.Beans;
import app.inboundflow.server.api.model.Appointment;
import app.inboundflow.server.api.model.AppointmentStatus;
import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.CallStatus;
import app.inboundflow.server.api.model.Contact;
import app.inboundflow.server.api.model.Lead;
import app.inboundflow.server.api.model.LeadStatus;
import app.inboundflow.server.api.model.LeadUrgency;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.tree.JsonNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the demo's data promises, at every hour of weeks in which clocks change, or a year ends. */
class DemoDataTest {
    /** The first moment of a week and the last, a leap day, a clock that is wrong. */
    private static final List<Instant> OTHERS = Stream.of(
                    "2026-02-24T20:59:00Z",
                    "2026-02-23T08:00:00Z",
                    "2026-03-02T07:59:59.999999Z",
                    "2026-03-09T06:59:59Z",
                    "2026-03-09T07:00:00Z",
                    "2028-02-29T23:59:59Z",
                    "2019-05-05T05:05:05Z")
            .map(Instant::parse)
            .toList();

    private static final List<Locale> LANGUAGES = List.of(Locale.US, Locale.of("es"));
    private static final Pattern DAY = Pattern.compile("\\b("
            + Stream.of(Locale.US, Locale.of("es"))
                    .flatMap(DemoDataTest::weekdays)
                    .collect(Collectors.joining("|")) + ")\\b");
    private static final Pattern TIME = Pattern.compile("\\b\\d{1,2}:\\d{2} [AP]M\\b");
    private static final DateTimeFormatter SPOKEN = DateTimeFormatter.ofPattern("h:mm a", Locale.US);
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final String CLOSED = "Dave Auto Shop. The shop is closed right now";

    private static ApplicationContext context;
    private static DemoShop.Reader reader;
    private static List<DemoShop> shops;

    @BeforeAll
    static void readTheDataAtManyMoments() {
        context = Beans.builder(Map.of("datasources.default.enabled", false)).start();
        reader = new DemoShop.Reader(context);
        var hours = Map.of("2026-03-02T00:30:00Z", 14, "2026-10-31T00:30:00Z", 3, "2026-12-22T00:30:00Z", 14)
                .entrySet()
                .stream()
                .flatMap(days -> IntStream.range(0, days.getValue() * 24)
                        .mapToObj(hour -> Instant.parse(days.getKey()).plus(Duration.ofHours(hour))));
        shops = Stream.concat(OTHERS.stream(), hours).map(reader::at).toList();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void hasAFewHundredRecords() {
        atEveryMoment(shop -> {
            assertThat(shop.contacts()).hasSizeBetween(44, 65);
            assertThat(shop.calls()).hasSizeBetween(99, 170);
            assertThat(shop.leads()).hasSizeBetween(42, 68);
            assertThat(shop.appointments()).hasSizeBetween(32, 48);
        });
    }

    @Test
    void showsEveryValueOfEveryEnum() {
        atEveryMoment(shop -> {
            assertThat(values(shop.calls(), CallDetail::getStatus)).containsExactlyInAnyOrder(CallStatus.values());
            assertThat(values(shop.leads(), Lead::getStatus)).containsExactlyInAnyOrder(LeadStatus.values());
            assertThat(values(shop.leads(), Lead::getUrgency)).containsExactlyInAnyOrder(LeadUrgency.values());
            assertThat(values(shop.appointments(), Appointment::getStatus))
                    .containsExactlyInAnyOrder(AppointmentStatus.values());
        });
        assertThat(shops.getFirst().calls().values().stream()
                        .flatMap(call -> call.getMessages().stream())
                        .map(message -> text(message, "role")))
                .contains("assistant", "user", "tool");
    }

    @Test
    void isReadAsItIsLoaded() {
        assertThat(OTHERS).allSatisfy(now -> assertThat(reader.loadedAt(now)).isEqualTo(reader.at(now)));
    }

    @Test
    void hasTheSameIdsWheneverItIsStartedInAWeek() {
        var shop = shops.getFirst();
        var next = reader.at(shop.now().plusDays(7).toInstant());
        assertThat(next.contacts().keySet()).isEqualTo(shop.contacts().keySet());
        assertThat(next.calls().keySet()).isEqualTo(shop.calls().keySet());
        assertThat(next.leads().keySet()).isEqualTo(shop.leads().keySet());
        assertThat(next.appointments().keySet()).isEqualTo(shop.appointments().keySet());
        assertThat(next.calls().values())
                .doesNotContainAnyElementsOf(shop.calls().values());
    }

    @Test
    void isMovedByWholeWeeksOfTheShopsOwnTime() {
        var original = shops.getFirst();
        atEveryMoment(shop -> shop.calls().forEach((id, call) -> {
            var then = original.calls().get(id);
            if (then != null && call.getEndedAt() != null) {
                var moved = Duration.between(local(then.getStartedAt()), local(call.getStartedAt()));
                assertThat(moved.toSeconds() % Duration.ofDays(7).toSeconds()).isZero();
                assertThat(call.getDurationSeconds()).isEqualTo(then.getDurationSeconds());
            }
        }));
    }

    @Test
    void hasNoIdNameOrNumberTwice() {
        atEveryMoment(shop -> {
            var ids = Stream.of(shop.contacts(), shop.calls(), shop.leads(), shop.appointments())
                    .flatMap(resource -> resource.keySet().stream());
            assertThat(ids).doesNotHaveDuplicates();
            var contacts = shop.contacts().values();
            assertThat(contacts).extracting(Contact::getPhone).doesNotHaveDuplicates();
            assertThat(contacts.stream().map(Contact::getName).filter(Objects::nonNull))
                    .doesNotHaveDuplicates();
        });
        var shop = shops.getFirst();
        assertThat(shop.calls().values().stream()
                        .map(CallDetail::getCallerPhone)
                        .filter(Objects::nonNull))
                .allMatch(phone -> phone.matches("\\+1\\d{3}55501\\d{2}"));
        assertThat(shop.contacts().values().stream().map(Contact::getEmail).filter(Objects::nonNull))
                .allMatch(email -> email.matches("[a-z.]+@example\\.(com|net)"));
    }

    @Test
    void contactsAgreeWithTheirCalls() {
        atEveryMoment(shop -> {
            var byContact = shop.calls().values().stream()
                    .filter(call -> call.getContactId() != null)
                    .collect(Collectors.groupingBy(CallDetail::getContactId));
            assertThat(shop.contacts().keySet()).containsAll(byContact.keySet());
            shop.contacts().forEach((id, contact) -> {
                var calls = byContact.getOrDefault(id, List.of());
                assertThat(contact.getTotalCalls()).isEqualTo(calls.size());
                assertThat(contact.getLastCallAt())
                        .isEqualTo(calls.isEmpty() ? null : calls.getLast().getStartedAt());
                for (var call : calls) {
                    assertThat(call.getCallerPhone()).isEqualTo(contact.getPhone());
                    assertThat(call.getCallerName()).isEqualTo(contact.getName());
                    assertThat(call.getCreatedAt()).isAfterOrEqualTo(contact.getCreatedAt());
                }
                assertThat(contact.getUpdatedAt()).isAfterOrEqualTo(contact.getCreatedAt());
            });
        });
    }

    @Test
    void leadsAgreeWithTheirCalls() {
        atEveryMoment(shop -> shop.leads().values().forEach(lead -> {
            var call = shop.calls().get(lead.getCallLogId());
            assertThat(lead.getCallerPhone()).isEqualTo(call.getCallerPhone());
            assertThat(lead.getCallerName()).isEqualTo(call.getCallerName());
            assertThat(lead.getContactId()).isEqualTo(call.getContactId());
            assertThat(lead.getCallSummary()).isEqualTo(call.getSummary());
            assertThat(lead.getCreatedAt()).isEqualTo(call.getEndedAt());
            assertThat(lead.getUpdatedAt()).isAfterOrEqualTo(lead.getCreatedAt());
        }));
    }

    @Test
    void appointmentsAgreeWithTheirCallsAndTheCalendar() {
        atEveryMoment(shop -> {
            for (var appointment : shop.appointments().values()) {
                var call = shop.calls().get(appointment.getCallLogId());
                assertThat(appointment.getCallerPhone()).isEqualTo(call.getCallerPhone());
                assertThat(appointment.getCallerName()).isEqualTo(call.getCallerName());
                assertThat(appointment.getContactId()).isEqualTo(call.getContactId());
                assertThat(appointment.getCreatedAt()).isBetween(call.getStartedAt(), call.getEndedAt());
                assertThat(appointment.getUpdatedAt()).isAfterOrEqualTo(appointment.getCreatedAt());
                var start = appointment.getAppointmentTimeStart();
                var end = Objects.requireNonNullElse(appointment.getAppointmentTimeEnd(), start.plusHours(2));
                assertThat(start).isAfter(appointment.getCreatedAt());
                assertThat(local(start).toLocalDate()).isEqualTo(appointment.getAppointmentDate());
                assertThat(isOpen(local(start)) && isOpen(local(end.minusSeconds(1))))
                        .isTrue();
                // What is over is settled; what is not is still to come.
                var settled = appointment.getStatus() == AppointmentStatus.COMPLETED
                        || appointment.getStatus() == AppointmentStatus.NO_SHOW;
                if (appointment.getStatus() != AppointmentStatus.CANCELLED) {
                    assertThat(settled).isEqualTo(!end.isAfter(shop.now()));
                }
            }
            assertThat(shop.appointments().values())
                    .extracting(Appointment::getAppointmentTimeStart)
                    .doesNotHaveDuplicates()
                    .filteredOn(start -> start.isAfter(shop.now()))
                    .hasSizeGreaterThan(2);
        });
    }

    @Test
    void callsAreTold() {
        forEveryCall((shop, call) -> {
            var start = call.getStartedAt();
            var end = call.getEndedAt();
            assertThat(end == null).isEqualTo(call.getStatus() == CallStatus.IN_PROGRESS);
            if (end == null) {
                assertThat(call.getDurationSeconds()).isNull();
                assertThat(call.getSummary()).isNull();
            } else {
                assertThat(Duration.between(start, end)).hasSeconds(call.getDurationSeconds());
            }
            if (call.getStatus() == CallStatus.BLOCKED) {
                assertThat(call.getAssistantId()).isNull();
                assertThat(call.getMessages()).isEmpty();
            }
            assertThat(call.getTranscript() == null)
                    .isEqualTo(call.getMessages().isEmpty());
            assertThat(call.getRecordingUrl() == null)
                    .isEqualTo(call.getMessages().isEmpty() || end == null);
            assertThat(call.getMessages().stream().map(DemoShop::time))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .allMatch(time -> !time.isBefore(start) && !time.isAfter(end == null ? shop.now() : end));
            if (call.getTranscript() != null) {
                assertThat(call.getTranscript()).doesNotContain("<", ">").contains(spoken(call));
            }
        });
    }

    @Test
    void callsComeWhileTheShopIsOpenOrHearThatItIsNot() {
        forEveryCall((shop, call) -> {
            if (call.getStatus() != CallStatus.IN_PROGRESS) {
                assertThat(isOpen(local(call.getStartedAt())))
                        .as(call.getSummary())
                        .isNotEqualTo(Objects.requireNonNullElse(call.getTranscript(), "")
                                .contains(CLOSED));
            }
        });
    }

    @Test
    void happenedInTheLastNineWeeksUntilNow() {
        atEveryMoment(shop -> {
            assertThat(shop.pastTimes().min(OffsetDateTime::compareTo).orElseThrow())
                    .isAfter(shop.now().minusDays(64));
            assertThat(shop.pastTimes().max(OffsetDateTime::compareTo).orElseThrow())
                    .isBeforeOrEqualTo(shop.now());
            // The shop is closed from Saturday afternoon on.
            assertThat(shop.calls().values().stream()
                            .filter(call -> call.getStatus() == CallStatus.COMPLETED)
                            .anyMatch(call ->
                                    call.getCreatedAt().isAfter(shop.now().minusHours(32))))
                    .isTrue();
        });
    }

    @Test
    void callsAreInProgressAtEveryMoment() {
        atEveryMoment(shop -> assertThat(shop.calls().values())
                .filteredOn(call -> call.getStatus() == CallStatus.IN_PROGRESS)
                .hasSize(2)
                .allSatisfy(call ->
                        assertThat(call.getStartedAt()).isBetween(shop.now().minusMinutes(5), shop.now())));
    }

    @Test
    void whatCallsSayOfDaysAndTimesIsTrue() {
        forEveryCall((shop, call) -> {
            var used = tools(call).stream()
                    .map(tool -> text(tool, "content") + " " + values(tool.get("arguments")))
                    .collect(Collectors.joining(" "));
            var today = local(call.getStartedAt()).toLocalDate();
            var dates = DATE.matcher(used)
                    .results()
                    .map(date -> LocalDate.parse(date.group()))
                    .collect(Collectors.toSet());
            assertThat(dates.isEmpty()).isEqualTo(tools(call).stream().noneMatch(tool -> text(tool, "name")
                    .matches(".*_(appointment|availability)")));
            if (dates.isEmpty()) {
                return;
            }
            // A week ahead the name of a day would be ambiguous.
            assertThat(dates).allMatch(date -> !date.isBefore(today) && date.isBefore(today.plusDays(7)));
            var days = dates.stream()
                    .flatMap(date -> LANGUAGES.stream()
                            .map(language -> date.getDayOfWeek().getDisplayName(TextStyle.FULL, language)))
                    .collect(Collectors.toSet());
            var said = String.join(" ", spoken(call)) + " " + call.getSummary();
            assertThat(found(DAY, said)).as(said).isSubsetOf(days);
            if (said.toLowerCase(Locale.ROOT).contains("tomorrow")) {
                assertThat(dates).as(said).contains(today.plusDays(1));
            }
            if (said.contains("today")) {
                assertThat(dates).as(said).contains(today);
            }
            var times = Pattern.compile("\\b\\d{2}:\\d{2}\\b")
                    .matcher(used)
                    .results()
                    .map(time -> LocalTime.parse(time.group()).format(SPOKEN))
                    .collect(Collectors.toSet());
            assertThat(found(TIME, said)).as(said).isSubsetOf(times);
        });
    }

    @Test
    void appointmentsAreAtTheTimesThatTheirCallsAgreedOn() {
        atEveryMoment(shop -> shop.appointments().forEach((id, appointment) -> {
            var agreed = new ArrayList<LocalDateTime>();
            var callers = shop.callsOf(appointment.getContactId());
            for (var call :
                    callers.subList(callers.indexOf(shop.calls().get(appointment.getCallLogId())), callers.size())) {
                for (var tool : tools(call)) {
                    var name = text(tool, "name");
                    if (name.equals("book_appointment") && !call.getId().equals(appointment.getCallLogId())) {
                        break;
                    }
                    if (name.equals("book_appointment") || name.equals("move_appointment")) {
                        var arguments = tool.get("arguments");
                        agreed.add(LocalDate.parse(text(arguments, "date"))
                                .atTime(LocalTime.parse(text(arguments, "time"))));
                    }
                }
            }
            assertThat(agreed).isNotEmpty();
            assertThat(local(appointment.getAppointmentTimeStart())).isIn(agreed);
        }));
    }

    @Test
    void noTwoConversationsAreAlike() {
        var last = shops.stream()
                .max((one, other) -> one.calls().size() - other.calls().size())
                .orElseThrow();
        var conversations = last.calls().values().stream()
                .filter(call -> call.getMessages().size() > 4)
                .map(call -> Set.copyOf(spoken(call)))
                .toList();
        assertThat(conversations).hasSizeGreaterThan(90);
        for (var one : conversations) {
            for (var other : conversations) {
                var same = one.stream().filter(other::contains).count();
                assertThat(one == other || same <= (one.size() + 1) / 2)
                        .as(one + " and " + other)
                        .isTrue();
            }
        }
    }

    @Test
    void hasTheDocumentedCallAndContact() {
        atEveryMoment(shop ->
                assertThat(shop.calls().get(DemoLoader.CALL).getCallerName()).isEqualTo("Dave"));
        var maria = shops.getFirst().contacts().get(UUID.fromString("dbf31702-3468-4639-a5a4-e07f9bdae9a7"));
        assertThat(maria.getName()).isEqualTo("Maria Garcia");
        assertThat(maria.getTotalCalls()).isEqualTo(5);
    }

    private static void atEveryMoment(Consumer<DemoShop> promise) {
        for (var shop : shops) {
            try {
                promise.accept(shop);
            } catch (AssertionError broken) {
                throw new AssertionError("at " + shop, broken);
            }
        }
    }

    /** Calls are the same at many moments; each of them is looked at once. */
    private static void forEveryCall(BiConsumer<DemoShop, CallDetail> promise) {
        var seen = new HashSet<CallDetail>();
        atEveryMoment(
                shop -> shop.calls().values().stream().filter(seen::add).forEach(call -> promise.accept(shop, call)));
    }

    private static <T, V> Set<V> values(Map<UUID, T> resource, Function<T, V> value) {
        return resource.values().stream().map(value).collect(Collectors.toSet());
    }

    private static List<String> values(JsonNode object) {
        var values = new ArrayList<String>();
        object.values().forEach(value -> values.add(value.getStringValue()));
        return values;
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group()).collect(Collectors.toSet());
    }

    private static Stream<String> weekdays(Locale language) {
        return Arrays.stream(DayOfWeek.values()).map(day -> day.getDisplayName(TextStyle.FULL, language));
    }

    private static LocalDateTime local(OffsetDateTime time) {
        return time.atZoneSameInstant(DemoLoader.ZONE).toLocalDateTime();
    }

    private static boolean isOpen(LocalDateTime time) {
        var closes =
                switch (time.getDayOfWeek()) {
                    case SUNDAY -> LocalTime.MIN;
                    case SATURDAY -> LocalTime.of(14, 0);
                    case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> LocalTime.of(18, 0);
                };
        return !time.toLocalTime().isBefore(LocalTime.of(8, 0))
                && time.toLocalTime().isBefore(closes);
    }
}
