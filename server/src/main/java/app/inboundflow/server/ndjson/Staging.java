package app.inboundflow.server.ndjson;

import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The tables that an import fills before it touches those of the organization: {@code import_calls} and so on, seen by this
 * transaction only and gone with it. Each has its resource's columns and the position of the line that a row came from.
 */
final class Staging {
    // What is packed here is stored as it is, so it is packed as the tables of the organization are.
    private static final String PACK = """
            DO $$
            BEGIN
                PERFORM set_config('default_toast_compression', 'lz4', true);
            EXCEPTION WHEN invalid_parameter_value THEN
                NULL;
            END $$
            """;

    private static final String CREATE = """
            CREATE TEMPORARY TABLE import_$table ON COMMIT DROP AS
            SELECT $all, CAST(0 AS bigint) AS position FROM $from WITH NO DATA
            """;

    private static final String COPY =
            "COPY import_$table ($all, position) FROM STDIN WITH (FORMAT binary, ENCODING 'UTF8')";

    private static final String DELETE_REPEATED = """
            DELETE FROM import_$table AS earlier
            USING (SELECT id, max(position) AS last FROM import_$table GROUP BY id HAVING count(*) > 1) AS repeated
            WHERE earlier.id = repeated.id AND earlier.position < repeated.last
            """;

    // Contacts that pass their numbers on to each other would collide on the way, though not in the end; those whose
    // number goes to another wait under numbers that nobody has.
    private static final String PARK_PHONES = """
            WITH stored AS MATERIALIZED (
                SELECT id, phone FROM contacts
                WHERE organization_id = :organization_id AND id IN (SELECT id FROM import_contacts)
            ), high AS MATERIALIZED (
                SELECT phone FROM contacts WHERE organization_id = :organization_id AND phone LIKE '+99999%'
            ), moving AS (
                SELECT stored.id, row_number() OVER () AS place
                FROM stored JOIN import_contacts AS own ON own.id = stored.id AND own.phone <> stored.phone
                WHERE EXISTS (SELECT FROM import_contacts AS other WHERE other.phone = stored.phone)
            ), free AS (
                SELECT phone, row_number() OVER () AS place
                FROM (SELECT '+' || (999999999999999 - number) AS phone
                      FROM generate_series(0, (SELECT count(*) FROM high)
                                              + (SELECT count(*) FROM import_contacts)
                                              + (SELECT count(*) FROM moving)) AS number) AS numbers
                WHERE EXISTS (SELECT FROM moving)
                  AND NOT EXISTS (SELECT FROM high WHERE high.phone = numbers.phone)
                  AND NOT EXISTS (SELECT FROM import_contacts WHERE import_contacts.phone = numbers.phone)
            )
            UPDATE contacts SET phone = free.phone
            FROM moving JOIN free USING (place)
            WHERE contacts.organization_id = :organization_id AND contacts.id = moving.id
            """;

    // In the order of the files, which is mostly that of time: rows of a page are stored together, indexes grow at
    // their
    // end.
    private static final String STORE = """
            WITH written AS (
                INSERT INTO $table (organization_id, $stored)
                SELECT CAST(:organization_id AS uuid), $stored FROM import_$table
                ON CONFLICT (organization_id, id) DO UPDATE SET ($stored) = ROW ($excluded)
                WHERE ($present) IS DISTINCT FROM ($excluded)
                RETURNING id, xmax = 0 AS is_new
            )
            INSERT INTO import_written SELECT id, is_new FROM written
            """;

    // A call in which nothing was said has no row until it gets messages; one that has them may lose them all.
    private static final String STORE_MESSAGES = """
            WITH known AS MATERIALIZED (
                SELECT id FROM import_written
            ), silenced AS MATERIALIZED (
                SELECT call_id FROM call_messages
                WHERE organization_id = :organization_id
                  AND call_id IN (SELECT id FROM import_calls WHERE messages = '[]')
            ), said AS (
                INSERT INTO call_messages (organization_id, call_id, messages)
                SELECT CAST(:organization_id AS uuid), id, messages FROM import_calls
                WHERE messages <> '[]' OR id IN (SELECT call_id FROM silenced)
                ON CONFLICT (organization_id, call_id) DO UPDATE SET messages = EXCLUDED.messages
                WHERE call_messages.messages <> EXCLUDED.messages
                RETURNING call_id
            )
            INSERT INTO import_written
            SELECT call_id, false FROM said WHERE NOT EXISTS (SELECT FROM known WHERE id = call_id)
            """;

    private static final String COUNT = """
            SELECT count(*) FILTER (WHERE is_new) AS added, count(*) FILTER (WHERE NOT is_new) AS changed,
                   (SELECT count(*) FROM import_$table) AS imported
            FROM import_written
            """;

    private final UUID organizationId;
    private final Statements statements;

    Staging(UUID organizationId, Statements statements) {
        this.organizationId = organizationId;
        this.statements = statements;
    }

    /** Makes the tables, in the present transaction. */
    void create() {
        statements.liftTimeLimits();
        run("SET LOCAL lock_timeout = '2s'");
        run(PACK);
        run("CREATE TEMPORARY TABLE import_written (id uuid, is_new boolean) ON COMMIT DROP");
        for (var resource : Resource.values()) {
            run(of(resource, CREATE));
        }
    }

    /** The statement that copies rows into a table. */
    static String copy(Resource resource) {
        return of(resource, COPY);
    }

    /** Lets the planner know what was copied; the columns that are joined are enough, and long text is dear to read. */
    void analyze() {
        for (var resource : Resource.values()) {
            var joined = resource.stored().names().stream()
                    .filter(column -> column.equals("phone")
                            || column.equals("id")
                            || resource.references().containsKey(column))
                    .collect(Collectors.joining(", "));
            run("ANALYZE import_" + resource + " (" + joined + ")");
        }
    }

    /** Leaves of several lines with one id the last. */
    void deleteRepeated() {
        for (var resource : Resource.values()) {
            run(of(resource, DELETE_REPEATED));
        }
    }

    /** Brings a table into the organization's; rows that would not differ are not written. */
    ImportCount store(Resource resource) {
        run("TRUNCATE import_written");
        if (resource == Resource.CONTACTS) {
            runForOrganization(PARK_PHONES);
        }
        runForOrganization(of(resource, STORE));
        DirectCopier.analyzeForReferences(resource, statements);
        if (resource == Resource.CALLS) {
            runForOrganization(STORE_MESSAGES);
        }
        return statements
                .find(SqlStatement.of(of(resource, COUNT)), Parameters.none(), row -> count(resource, row))
                .orElseThrow();
    }

    private void runForOrganization(String sql) {
        statements.update(SqlStatement.of(sql), Parameters.of("organization_id", organizationId));
    }

    private void run(String sql) {
        statements.update(SqlStatement.of(sql), Parameters.none());
    }

    private static ImportCount count(Resource resource, ResultSet row) throws SQLException {
        var added = row.getLong("added");
        var changed = row.getLong("changed");
        return new ImportCount(resource, added, changed, row.getLong("imported") - added - changed);
    }

    private static String of(Resource resource, String sql) {
        var calls = resource == Resource.CALLS;
        var stored = resource.stored().names();
        return sql.replace("$from", calls ? "calls, call_messages" : resource.toString())
                .replace("$table", resource.toString())
                .replace("$all", String.join(", ", resource.columns().names()))
                .replace("$stored", String.join(", ", stored))
                .replace("$present", prefixed(resource + ".", stored))
                .replace("$excluded", prefixed("EXCLUDED.", stored));
    }

    private static String prefixed(String prefix, List<String> columns) {
        return columns.stream().map(column -> prefix + column).collect(Collectors.joining(", "));
    }
}
