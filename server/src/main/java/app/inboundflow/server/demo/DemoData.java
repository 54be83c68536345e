package app.inboundflow.server.demo;

import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The data of the demo organization: a few hundred records, the same for the same present. */
@Singleton
public final class DemoData {
    /** A call that there always is, the one in the documentation's example. */
    public static final UUID CALL = UUID.fromString("07f51470-ef1d-421c-a847-36e98732bb9b");

    private final JsonMapper mapper;

    DemoData(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** Newline-delimited JSON in the shapes of the contract, the oldest first. */
    public record Ndjson(String contacts, String calls, String leads, String appointments) {}

    /** The last sixty days of the shop, seen from a moment. */
    public Ndjson at(Instant now) {
        var production = new Production(Script.load(mapper), now);
        production.run();
        return new Ndjson(
                lines(production.contacts, contact -> contact.getCreatedAt()),
                lines(production.calls, call -> call.getCreatedAt()),
                lines(production.leads, lead -> lead.getCreatedAt()),
                lines(production.appointments, appointment -> appointment.getCreatedAt()));
    }

    private <T> String lines(List<T> models, Function<T, OffsetDateTime> createdAt) {
        var lines = new StringBuilder();
        models.stream().sorted(Comparator.comparing(createdAt)).forEach(model -> {
            try {
                lines.append(mapper.writeValueAsString(model)).append('\n');
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
        return lines.toString();
    }
}
