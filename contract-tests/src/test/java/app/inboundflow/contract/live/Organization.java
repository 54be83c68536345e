package app.inboundflow.contract.live;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An organization of one test, which keeps it apart from every other: its keys and its rows, one line each. Columns and
 * values follow one another; a column that is not named holds what it must, and null where it may.
 */
public final class Organization {
    /** The scopes of the contract, all of them. */
    public static final List<String> ALL_SCOPES =
            List.of("calls:read", "contacts:read", "contacts:write", "leads:read", "appointments:read");

    /** A limit that no test reaches. */
    public static final int UNLIMITED = 1_000_000;

    private static final AtomicLong PHONES = new AtomicLong(14_155_000_000L);

    private final Sql sql;
    private final UUID id = UUID.randomUUID();

    Organization(Sql sql, String name, String plan) {
        this.sql = sql;
        sql.execute("INSERT INTO organizations (id, name, plan) VALUES (?, ?, ?)", id, name, plan);
    }

    /** Its id. */
    public UUID id() {
        return id;
    }

    /** A new key that may do everything, as often as it likes. */
    public String key() {
        return key(ALL_SCOPES, UNLIMITED);
    }

    /** A new key with no other scopes than these. */
    public String key(List<String> scopes, int requestsPerMinute) {
        var key = new MintedKey();
        sql.execute(
                """
                INSERT INTO api_keys (id, organization_id, name, prefix, hash, scopes, requests_per_minute)
                VALUES (?, ?, 'Test', ?, ?, ?, ?)
                """, UUID.randomUUID(), id, key.prefix(), key.hash(), scopes.toArray(String[]::new), requestsPerMinute);
        return key.text();
    }

    /** Stores a call, such as {@code call("status", "failed", "caller_phone", "+14155551234")}. */
    public UUID call(Object... columns) {
        return insert("calls", columns, Map.of("status", "completed", "started_at", "now", "created_at", "now"));
    }

    /** Stores the conversation of a call, a JSON array. */
    public void messages(UUID call, String json) {
        sql.execute("INSERT INTO call_messages VALUES (?, ?, ?)", id, call, json);
    }

    /** Stores a contact, with a phone number that no other has unless one is given. */
    public UUID contact(Object... columns) {
        return insert(
                "contacts",
                columns,
                Map.of(
                        "phone", "+" + PHONES.incrementAndGet(),
                        "source", "inbound_call",
                        "total_calls", 0,
                        "created_at", "now",
                        "updated_at", "now"));
    }

    /** Stores a lead. */
    public UUID lead(Object... columns) {
        return insert(
                "leads", columns, Map.of("status", "new", "urgency", "low", "created_at", "now", "updated_at", "now"));
    }

    /** Stores an appointment. */
    public UUID appointment(Object... columns) {
        return insert(
                "appointments",
                columns,
                Map.of(
                        "appointment_date", "2026-02-25",
                        "appointment_time_start", "2026-02-25T11:00:00Z",
                        "status", "booked",
                        "created_at", "now",
                        "updated_at", "now"));
    }

    private UUID insert(String table, Object[] columns, Map<String, Object> defaults) {
        var row = new LinkedHashMap<String, Object>(defaults);
        row.put("organization_id", id);
        row.put("id", UUID.randomUUID());
        for (var i = 0; i < columns.length; i += 2) {
            row.put((String) columns[i], columns[i + 1]);
        }
        sql.execute(
                "INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(
                                table,
                                String.join(", ", row.keySet()),
                                String.join(", ", Collections.nCopies(row.size(), "?"))),
                row.values().toArray());
        return UUID.fromString(row.get("id").toString());
    }
}
