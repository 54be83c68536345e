package app.inboundflow.contract.live;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** An organization of one test, which keeps it apart from every other: its keys and its rows, stored past the server. */
public final class Organization {
    /** The scopes of the contract, all of them. */
    public static final List<String> ALL_SCOPES = Contract.operations().stream()
            .flatMap(operation -> operation.scopes().stream())
            .distinct()
            .toList();

    /** A limit that no test reaches. */
    public static final int UNLIMITED = 1_000_000;

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

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

    /**
     * Stores a row of a list: the table has the name of the list, and each property a column of its name; the messages of a call have a
     * table of their own.
     */
    void store(Operation list, ObjectNode row) {
        var columns = new LinkedHashMap<String, Object>(Map.of("organization_id", id));
        row.properties().stream()
                .filter(column -> !column.getValue().isArray())
                .forEach(column -> columns.put(
                        column.getKey(),
                        column.getValue().isNull() ? null : column.getValue().asText()));
        sql.execute(
                "INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(
                                list.path().replaceFirst(".*/", ""),
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

    /** Stores rows that show the walk all that the contract declares, and enough of each list for several pages. */
    public void fill() {
        var rows = new ContractRows(this);
        Contract.lists().forEach(list -> rows.storeMany(list, 105));
        Contract.lists().forEach(list -> ContractRows.showcase(list).forEach(values -> rows.store(list.id(), values)));
    }

    /** A new key that may do everything, as often as it likes. */
    public String key() {
        return key(ALL_SCOPES, UNLIMITED);
    }

    /** A new key with no other scopes than these. The command line makes keys too, but takes two seconds for each. */
    public String key(List<String> scopes, int requestsPerMinute) {
        var key = mint();
        sql.execute("""
                INSERT INTO api_keys (id, organization_id, name, prefix, hash, scopes, requests_per_minute)
                VALUES (gen_random_uuid(), ?, 'Test', left(?, 14), sha256(convert_to(?, 'UTF8')), ?, ?)
                """, id, key, key, scopes.toArray(String[]::new), requestsPerMinute);
        return key;
    }

    /** As docs/adr/0004 says: {@code sk_live_}, 33 random base62 characters, 6 that are their CRC-32. */
    private static String mint() {
        var random = new SecureRandom()
                .ints(33, 0, BASE62.length())
                .mapToObj(digit -> BASE62.substring(digit, digit + 1))
                .collect(Collectors.joining());
        var crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.US_ASCII));
        var checksum = new StringBuilder();
        for (var rest = crc.getValue(); checksum.length() < 6; rest /= BASE62.length()) {
            checksum.append(BASE62.charAt((int) (rest % BASE62.length())));
        }
        return "sk_live_" + random + checksum.reverse();
    }
}
