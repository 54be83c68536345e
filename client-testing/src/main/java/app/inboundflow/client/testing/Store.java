package app.inboundflow.client.testing;

import app.inboundflow.client.model.Account;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The rows of the organization. */
final class Store {
    static final Comparator<Row> NEWEST_FIRST = Comparator.comparing(Row::createdAt)
            .thenComparing(row -> row.id().toString())
            .reversed();

    private final Map<Kind, List<Row>> rows = new EnumMap<>(Kind.class);
    private ObjectNode account = Json.MAPPER.createObjectNode();
    private Clock clock = Clock.systemUTC();
    private Instant last = Instant.MIN;
    private long phones;

    /** A row as the API shows it. */
    record Row(UUID id, Instant createdAt, ObjectNode json) {}

    Store() {
        for (var kind : Kind.values()) {
            rows.put(kind, new ArrayList<>());
        }
        account.put("organization_id", UUID.randomUUID().toString())
                .put("organization_name", "Dave Auto Shop")
                .put("plan", "Starter Plan");
        var scopes = account.putArray("scopes");
        for (var kind : Kind.values()) {
            scopes.add(kind.path + ":read");
        }
        scopes.add("contacts:write");
    }

    synchronized void clock(Clock clock) {
        this.clock = clock;
    }

    /** Now, later than any earlier answer of this method, so that rows are in the order in which they were added. */
    private Instant later() {
        var now = now();
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        return last;
    }

    synchronized Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    synchronized <T> T add(Kind kind, T model) {
        ObjectNode json = Json.MAPPER.valueToTree(model);
        return Json.convert(add(kind, json).json(), classOf(model));
    }

    @SuppressWarnings("unchecked") // the class of a T
    private static <T> Class<T> classOf(T model) {
        return (Class<T>) model.getClass();
    }

    synchronized Row add(Kind kind, ObjectNode json) {
        fill(json, "id", UUID.randomUUID().toString());
        fill(json, "created_at", later().toString());
        var createdAt = OffsetDateTime.parse(json.get("created_at").asText())
                .toInstant()
                .truncatedTo(ChronoUnit.MICROS);
        json.put("created_at", createdAt.toString());
        switch (kind) {
            case CALLS -> {
                fill(json, "status", "completed");
                fill(json, "started_at", createdAt.toString());
                if (!json.hasNonNull("messages")) {
                    json.putArray("messages");
                }
                // The only property of the API that is absent when nothing is known.
                for (var message : json.get("messages")) {
                    if (message.path("time").isNull()) {
                        ((ObjectNode) message).remove("time");
                    }
                }
            }
            case CONTACTS -> {
                fill(json, "phone", "+1415555%04d".formatted(phones++));
                fill(json, "source", "inbound_call");
                fill(json, "updated_at", createdAt.toString());
                if (!json.hasNonNull("total_calls")) {
                    json.put("total_calls", 0);
                }
            }
            case LEADS -> {
                fill(json, "status", "new");
                fill(json, "urgency", "medium");
                fill(json, "updated_at", createdAt.toString());
            }
            case APPOINTMENTS -> {
                var tomorrow = createdAt.plus(Duration.ofDays(1));
                fill(json, "status", "booked");
                fill(
                        json,
                        "appointment_date",
                        tomorrow.atOffset(ZoneOffset.UTC).toLocalDate().toString());
                fill(json, "appointment_time_start", tomorrow.toString());
                fill(json, "updated_at", createdAt.toString());
            }
        }
        var row = new Row(UUID.fromString(json.get("id").asText()), createdAt, json);
        if (find(kind, row.id()).isPresent()) {
            throw new IllegalArgumentException("There is a " + kind.singular + " with the id " + row.id() + " already");
        }
        rows.get(kind).add(row);
        rows.get(kind).sort(NEWEST_FIRST);
        return row;
    }

    private static void fill(ObjectNode json, String property, String value) {
        if (!json.hasNonNull(property)) {
            json.put(property, value);
        }
    }

    synchronized void remove(UUID id) {
        rows.values().forEach(list -> list.removeIf(row -> row.id().equals(id)));
    }

    synchronized Optional<Row> find(Kind kind, UUID id) {
        return rows.get(kind).stream().filter(row -> row.id().equals(id)).findFirst();
    }

    /** Rows that match, newest first. */
    synchronized List<Row> select(Kind kind, Predicate<Row> filter) {
        return rows.get(kind).stream().filter(filter).toList();
    }

    <T> List<T> all(Kind kind, Class<T> type) {
        return select(kind, row -> true).stream()
                .map(row -> Json.convert(row.json(), type))
                .toList();
    }

    synchronized void account(Account changes) {
        ObjectNode json = Json.MAPPER.valueToTree(changes);
        var changed = account.deepCopy();
        json.properties().forEach(property -> {
            if (!property.getValue().isNull()) {
                changed.set(property.getKey(), property.getValue());
            }
        });
        account = changed;
    }

    synchronized ObjectNode account() {
        return account;
    }
}
