package app.inboundflow.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.api.model.Appointment;
import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.Contact;
import app.inboundflow.server.api.model.Lead;
import app.inboundflow.server.api.model.Message;
import app.inboundflow.server.validation.StrictJson;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** The demo's data at a moment, read back as strictly as a request would be. */
record Shop(
        OffsetDateTime now,
        DemoData.Ndjson lines,
        List<Contact> contacts,
        List<CallDetail> calls,
        List<Lead> leads,
        List<Appointment> appointments,
        JsonMapper mapper) {

    static Shop at(ApplicationContext context, String now) {
        var moment = Instant.parse(now);
        var lines = context.getBean(DemoData.class).at(moment);
        return new Shop(
                moment.atOffset(ZoneOffset.UTC),
                lines,
                read(context, lines.contacts(), Contact.class),
                read(context, lines.calls(), CallDetail.class),
                read(context, lines.leads(), Lead.class),
                read(context, lines.appointments(), Appointment.class),
                context.getBean(JsonMapper.class));
    }

    private static <T> List<T> read(ApplicationContext context, String lines, Class<T> model) {
        var json = context.getBean(StrictJson.class);
        var validator = context.getBean(Validator.class);
        var read = lines.lines()
                .map(line -> json.read(line.getBytes(StandardCharsets.UTF_8), model))
                .toList();
        assertThat(read).allSatisfy(one -> assertThat(validator.validate(one)).isEmpty());
        return read;
    }

    CallDetail call(UUID id) {
        return calls.stream()
                .filter(call -> call.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    List<Message> messages(CallDetail call) {
        return call.getMessages().stream()
                .map(message -> {
                    try {
                        return mapper.readValueFromTree(message, Argument.of(Message.class));
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                })
                .toList();
    }

    Stream<UUID> ids() {
        return Stream.of(
                        contacts.stream().map(Contact::getId),
                        calls.stream().map(CallDetail::getId),
                        leads.stream().map(Lead::getId),
                        appointments.stream().map(Appointment::getId))
                .flatMap(ids -> ids);
    }

    /** Every time but those of appointments, which may lie ahead. */
    Stream<OffsetDateTime> pastTimes() {
        return Stream.of(
                        contacts.stream()
                                .flatMap(contact -> Stream.of(
                                        contact.getCreatedAt(), contact.getUpdatedAt(), contact.getLastCallAt())),
                        calls.stream()
                                .flatMap(
                                        call -> Stream.of(call.getCreatedAt(), call.getStartedAt(), call.getEndedAt())),
                        calls.stream().flatMap(call -> messages(call).stream()).map(Message::getTime),
                        leads.stream().flatMap(lead -> Stream.of(lead.getCreatedAt(), lead.getUpdatedAt())),
                        appointments.stream()
                                .flatMap(appointment ->
                                        Stream.of(appointment.getCreatedAt(), appointment.getUpdatedAt())))
                .flatMap(times -> times)
                .filter(Objects::nonNull);
    }

    /** For the names of tests. */
    @Override
    public String toString() {
        return now.toString();
    }
}
