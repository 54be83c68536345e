package app.inboundflow.server;

import app.inboundflow.server.account.OrganizationRepository;
import app.inboundflow.server.api.model.Scope;
import app.inboundflow.server.auth.ApiKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** An organization of one test, which keeps it apart from every other test: its rows, its keys. */
final class Organization {
    static final int UNLIMITED = 1_000_000;

    private final TestServer server;
    private final UUID id = UUID.randomUUID();

    private Organization(TestServer server) {
        this.server = server;
    }

    /** A new one on the server that all tests share. */
    static Organization create() {
        return create(TestServer.shared());
    }

    static Organization create(TestServer server) {
        var organization = new Organization(server);
        server.bean(OrganizationRepository.class).insert(organization.id, "Dave Auto Shop", "Starter Plan");
        return organization;
    }

    UUID id() {
        return id;
    }

    /** The API with a new key that may do everything. */
    Api api() {
        return api(key());
    }

    Api api(String key) {
        return new Api(server.uri(), key);
    }

    /** A new key that may do everything. */
    String key() {
        return key(UNLIMITED, Arrays.stream(Scope.values()).map(Scope::getValue).toArray(String[]::new));
    }

    /** A new key with no other scopes than these. */
    String key(int requestsPerMinute, String... scopes) {
        var key = ApiKey.mint();
        server.sql().execute("""
                        INSERT INTO api_keys (id, organization_id, name, prefix, hash, scopes, requests_per_minute)
                        VALUES (?, ?, 'Test', ?, ?, ?, ?)
                        """, UUID.randomUUID(), id, key.prefix(), key.hash(), scopes, requestsPerMinute);
        return key.reveal();
    }

    /** The id of a key. */
    UUID keyId(String key) {
        return UUID.fromString(
                server.sql().text("SELECT id FROM api_keys WHERE hash = sha256(convert_to(?, 'UTF8'))", key));
    }

    /** Changes what is stored of a key, such as {@code revoked_at = now()}. */
    void updateKey(String key, String change) {
        server.sql()
                .execute(
                        "UPDATE api_keys SET " + change
                                + " WHERE organization_id = ? AND hash = sha256(convert_to(?, 'UTF8'))",
                        id,
                        key);
    }

    /** Stores a call; columns and values follow one another, the others hold nothing that is not needed. */
    UUID call(Object... columns) {
        return insert("calls", columns, Map.of("status", "completed", "started_at", "now", "created_at", "now"));
    }

    void messages(UUID call, String json) {
        server.sql().execute("INSERT INTO call_messages VALUES (?, ?, ?)", id, call, json);
    }

    /** Stores a contact. */
    UUID contact(Object... columns) {
        return insert(
                "contacts",
                columns,
                Map.of("source", "import", "total_calls", 0, "created_at", "now", "updated_at", "now"));
    }

    /** Stores a lead. */
    UUID lead(Object... columns) {
        return insert(
                "leads", columns, Map.of("status", "new", "urgency", "low", "created_at", "now", "updated_at", "now"));
    }

    /** Stores an appointment. */
    UUID appointment(Object... columns) {
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

    /** Stores a row of a list's table, as little as it can hold. */
    UUID row(String list, Object... columns) {
        return switch (list) {
            case "calls" -> call(columns);
            case "contacts" -> contact(withPhone(columns));
            case "leads" -> lead(columns);
            case "appointments" -> appointment(columns);
            default -> throw new IllegalArgumentException(list);
        };
    }

    private static Object[] withPhone(Object[] columns) {
        if (Arrays.asList(columns).contains("phone")) {
            return columns;
        }
        var some = Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 10_000_000_000_000L);
        return Stream.concat(Stream.of("phone", "+1" + some), Stream.of(columns))
                .toArray();
    }

    private UUID insert(String table, Object[] columns, Map<String, Object> defaults) {
        var row = new LinkedHashMap<String, Object>(defaults);
        row.put("organization_id", id);
        row.put("id", UUID.randomUUID());
        for (var i = 0; i < columns.length; i += 2) {
            row.put((String) columns[i], columns[i + 1]);
        }
        server.sql()
                .execute(
                        "INSERT INTO %s (%s) VALUES (%s)"
                                .formatted(
                                        table,
                                        String.join(", ", row.keySet()),
                                        String.join(", ", Collections.nCopies(row.size(), "?"))),
                        row.values().toArray());
        return UUID.fromString(row.get("id").toString());
    }
}
