package app.inboundflow.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.inboundflow.server.api.model.Appointment;
import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.Contact;
import app.inboundflow.server.api.model.Lead;
import app.inboundflow.server.ndjson.Resource;
import app.inboundflow.server.validation.StrictJson;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** The demo as it is loaded at a moment: of several lines with one id the last. */
record DemoShop(
        OffsetDateTime now,
        Map<UUID, Contact> contacts,
        Map<UUID, CallDetail> calls,
        Map<UUID, Lead> leads,
        Map<UUID, Appointment> appointments) {

    /** Reads lines; each week's only once, because a thousand moments are looked at. */
    static final class Reader {
        private final StrictJson strict;
        private final JsonMapper mapper;
        private final Map<String, List<Line>> weeks = new HashMap<>();

        private record Line(Object model, Instant trueSince) {}

        Reader(ApplicationContext context) {
            strict = context.getBean(StrictJson.class);
            mapper = context.getBean(JsonMapper.class);
        }

        DemoShop at(Instant now) {
            return at(now, this::linesOfWeek);
        }

        /** The same, of what is loaded at that moment, read as strictly as an import does. */
        DemoShop loadedAt(Instant now) {
            return at(now, this::linesOfMoment);
        }

        private DemoShop at(Instant now, BiFunction<String, Instant, Stream<?>> lines) {
            return new DemoShop(
                    now.atOffset(ZoneOffset.UTC),
                    byId("contacts", Contact.class, Contact::getId, now, lines),
                    byId("calls", CallDetail.class, CallDetail::getId, now, lines),
                    byId("leads", Lead.class, Lead::getId, now, lines),
                    byId("appointments", Appointment.class, Appointment::getId, now, lines));
        }

        private <T> Map<UUID, T> byId(
                String resource,
                Class<T> model,
                Function<T, UUID> id,
                Instant now,
                BiFunction<String, Instant, Stream<?>> lines) {
            var models = new LinkedHashMap<UUID, T>();
            DemoLoader.FILES.stream()
                    .filter(file -> file.startsWith(resource))
                    .flatMap(file -> lines.apply(file, now))
                    .map(model::cast)
                    .forEach(one -> models.put(id.apply(one), one));
            return models;
        }

        private Stream<?> linesOfMoment(String file, Instant now) {
            return DemoLoader.lines(file, now).map(line -> strict.read(line.getBytes(UTF_8), model(file)));
        }

        private Stream<?> linesOfWeek(String file, Instant now) {
            if (file.contains("-now")) {
                return DemoLoader.lines(file, now).map(line -> read(file, line));
            }
            var week = DemoLoader.weeks(now);
            return weeks
                    .computeIfAbsent(file + week, key -> DemoLoader.moved(file, week)
                            .map(line -> new Line(read(file, line), DemoLoader.trueSince(line)))
                            .toList())
                    .stream()
                    .filter(line -> !line.trueSince.isAfter(now))
                    .map(Line::model);
        }

        private Object read(String file, String line) {
            try {
                return mapper.readValueFromTree(StrictJson.parse(line.getBytes(UTF_8)), Argument.of(model(file)));
            } catch (IOException broken) {
                throw new UncheckedIOException(line, broken);
            }
        }

        private static Class<?> model(String file) {
            return switch (Resource.ofFile(file).orElseThrow()) {
                case CONTACTS -> Contact.class;
                case CALLS -> CallDetail.class;
                case LEADS -> Lead.class;
                case APPOINTMENTS -> Appointment.class;
            };
        }
    }

    /** What was said in a call, without tools. */
    static List<String> spoken(CallDetail call) {
        return call.getMessages().stream()
                .filter(message -> !text(message, "role").equals("tool"))
                .map(message -> text(message, "content"))
                .toList();
    }

    /** The tools that were used in a call. */
    static List<JsonNode> tools(CallDetail call) {
        return call.getMessages().stream()
                .filter(message -> text(message, "role").equals("tool"))
                .toList();
    }

    static String text(JsonNode object, String property) {
        return Objects.requireNonNull(object.get(property), property).getStringValue();
    }

    static OffsetDateTime time(JsonNode message) {
        return OffsetDateTime.parse(text(message, "time"));
    }

    /** The calls of a contact, oldest first. */
    List<CallDetail> callsOf(UUID contact) {
        return calls.values().stream()
                .filter(call -> contact.equals(call.getContactId()))
                .sorted((one, other) -> one.getCreatedAt().compareTo(other.getCreatedAt()))
                .toList();
    }

    /** Every time but those of messages, which lie within their call, and of appointments, which may lie ahead. */
    Stream<OffsetDateTime> pastTimes() {
        return Stream.of(
                        contacts.values().stream()
                                .flatMap(contact -> Stream.of(
                                        contact.getCreatedAt(), contact.getUpdatedAt(), contact.getLastCallAt())),
                        calls.values().stream()
                                .flatMap(
                                        call -> Stream.of(call.getCreatedAt(), call.getStartedAt(), call.getEndedAt())),
                        calls.values().stream()
                                .flatMap(call -> call.getMessages().stream().map(DemoShop::time)),
                        leads.values().stream().flatMap(lead -> Stream.of(lead.getCreatedAt(), lead.getUpdatedAt())),
                        appointments.values().stream()
                                .flatMap(appointment ->
                                        Stream.of(appointment.getCreatedAt(), appointment.getUpdatedAt())))
                .flatMap(times -> times)
                .filter(Objects::nonNull);
    }

    /** For the messages of tests. */
    @Override
    public String toString() {
        return now.toString();
    }
}
