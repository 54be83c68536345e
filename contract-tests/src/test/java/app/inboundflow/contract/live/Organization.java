package app.inboundflow.contract.live;

import app.inboundflow.check.Contract;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An organization of one test, which keeps it apart from every other: its keys and its rows. */
public final class Organization {
    /** The scopes of the contract, all of them. */
    public static final List<String> ALL_SCOPES =
            List.of("calls:read", "contacts:read", "contacts:write", "leads:read", "appointments:read");

    /** A limit that no test reaches. */
    public static final int UNLIMITED = 1_000_000;

    // Rows 4 and 5, 8 and 9 and so on are of one moment.
    private static final String MOMENT =
            "timestamptz '2026-02-20T12:00:00.654321Z' + (n + CASE WHEN n % 4 = 0 THEN 1 ELSE 0 END) * interval '1 minute'";

    private final Sql sql;
    private final String name;
    private final String plan;
    private final UUID id = UUID.randomUUID();

    Organization(Sql sql, String name, String plan) {
        this.sql = sql;
        this.name = name;
        this.plan = plan;
        sql.execute("INSERT INTO organizations (id, name, plan) VALUES (?, ?, ?)", id, name, plan);
    }

    /** Its id. */
    public UUID id() {
        return id;
    }

    /** What the API says of it. */
    public ObjectNode account() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("organization_id", id.toString())
                .put("organization_name", name)
                .put("plan", plan);
    }

    /** Claims an Idempotency-Key in a transaction, as a request does that is still running. */
    public void claim(Connection connection, String key) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO idempotency_keys (organization_id, key, request_hash) VALUES (?, ?, sha256(''))")) {
            insert.setObject(1, id);
            insert.setString(2, key);
            insert.execute();
        }
    }

    /** Stores a row of a table, each property in the column of its name; the messages of a call have a table of their own. */
    void store(String table, ObjectNode row) {
        var columns = new LinkedHashMap<String, Object>(Map.of("organization_id", id));
        row.properties().stream()
                .filter(column -> !column.getValue().isArray())
                .forEach(column -> columns.put(
                        column.getKey(),
                        column.getValue().isNull() ? null : column.getValue().asText()));
        sql.execute(
                "INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(
                                table,
                                String.join(", ", columns.keySet()),
                                String.join(", ", Collections.nCopies(columns.size(), "?"))),
                columns.values().toArray());
        if (row.has("messages")) {
            sql.execute(
                    "INSERT INTO call_messages VALUES (?, ?, ?)",
                    id,
                    row.get("id").asText(),
                    row.get("messages").toString());
        }
    }

    /**
     * Stores many rows of each list, a row a minute but for some of one moment, with statuses in turn, and contacts that the others
     * refer to. Rows changed in another order than they were made in.
     */
    private void storeMany(int rows) {
        sql.execute("""
                INSERT INTO contacts (organization_id, id, phone, name, source, total_calls, created_at, updated_at)
                SELECT ?, gen_random_uuid(), '+1415000' || lpad(n::text, 4, '0'), 'Caller ' || n, 'inbound_call', n,
                       %1$s, %1$s + (n %% 7) * interval '1 day' FROM generate_series(1, ?) n
                """.formatted(MOMENT), id, rows);
        sql.execute("""
                INSERT INTO calls (organization_id, id, caller_phone, status, started_at, created_at, contact_id)
                SELECT ?, gen_random_uuid(), '+1415000' || lpad((n %% 9 + 1)::text, 4, '0'),
                       (ARRAY['completed', 'failed', 'blocked', 'in-progress', 'forwarding'])[n %% 5 + 1],
                       %1$s - (n %% 7) * interval '1 day', %1$s,
                       (SELECT id FROM contacts WHERE organization_id = ? AND phone = '+1415000' || lpad((n %% 9 + 1)::text, 4, '0'))
                FROM generate_series(1, ?) n
                """.formatted(MOMENT), id, id, rows);
        sql.execute("""
                INSERT INTO leads (organization_id, id, status, urgency, created_at, updated_at)
                SELECT ?, gen_random_uuid(), (ARRAY['new', 'contacted', 'qualified', 'converted', 'lost'])[n %% 5 + 1],
                       (ARRAY['low', 'medium', 'high'])[n %% 3 + 1], %1$s, %1$s + (n %% 7) * interval '1 day'
                FROM generate_series(1, ?) n
                """.formatted(MOMENT), id, rows);
        sql.execute("""
                INSERT INTO appointments (organization_id, id, appointment_date, appointment_time_start, status, created_at, updated_at)
                SELECT ?, gen_random_uuid(), '2026-03-01', '2026-03-01T11:00:00Z',
                       (ARRAY['booked', 'confirmed', 'cancelled', 'completed', 'no_show'])[n %% 5 + 1],
                       %1$s, %1$s + (n %% 7) * interval '1 day' FROM generate_series(1, ?) n
                """.formatted(MOMENT), id, rows);
    }

    /** Stores rows that show the walk all that the contract declares, and enough of each list for several pages. */
    public void fill() {
        storeMany(105);
        var rows = new ContractRows(this);
        Contract.lists().forEach(list -> ContractRows.showcase(list).forEach(values -> rows.store(list.id(), values)));
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
}
