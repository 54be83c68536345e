package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.database.Database;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code database distribute}. Citus is no part of the build: functions of its names note what they are asked for, and refuse what
 * Citus refuses (seen with 13.2).
 */
@Timeout(60)
class DistributeTest {
    private static final String URL = TestServer.shared().emptyDatabase("cluster");

    private static final String CITUS = """
            CREATE FUNCTION citus_version() RETURNS text LANGUAGE sql AS 'SELECT ''Citus 13.2.2 on x86_64''';
            CREATE FUNCTION citus_get_active_worker_nodes() RETURNS SETOF integer LANGUAGE sql AS 'VALUES (1), (2)';
            CREATE TABLE pg_dist_partition (logicalrelid regclass, key text, colocated_with text);
            CREATE FUNCTION create_reference_table(name regclass) RETURNS void LANGUAGE sql AS
                'INSERT INTO pg_dist_partition VALUES (name, '''', '''')';
            CREATE FUNCTION create_distributed_table(name regclass, key text, colocate_with text DEFAULT 'none')
            RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND conrelid = name
                           AND confrelid NOT IN (SELECT logicalrelid FROM pg_dist_partition)) THEN
                    RAISE 'referenced table must be a distributed table or a reference table';
                END IF;
                INSERT INTO pg_dist_partition VALUES (name, key, colocate_with);
            END $$;
            """;

    @BeforeAll
    static void migrate() throws SQLException {
        try (var database = Database.open(Configuration.of(Map.of("INBOUNDFLOW_DATABASE_URL", URL)))) {
            database.migrate();
        }
    }

    @Test
    void tablesAreDistributedOnceWhenCitusIsThereAndTheOperatorSaysYes() throws Exception {
        assertThat(run("database", "distribute"))
                .startsWith("1 The database at ")
                .contains(" is a PostgreSQL without Citus: ");
        var keys = foreignKeys();

        try (var connection = DriverManager.getConnection(URL);
                var statement = connection.createStatement()) {
            statement.execute(CITUS);
        }
        assertThat(run("database", "distribute"))
                .isEqualTo("1 There is no terminal to ask on, so nothing was changed; say --yes in a script.\n");
        assertThat(distributed()).isEmpty();
        assertThat(run("database", "distribute", "--yes")).isEqualTo("0 ");
        assertThat(distributed())
                .containsExactly(
                        "organizations  ",
                        "api_keys  ",
                        "job_leases  ",
                        "flyway_schema_history  ",
                        "contacts organization_id none",
                        "calls organization_id contacts",
                        "call_messages organization_id contacts",
                        "leads organization_id contacts",
                        "appointments organization_id contacts",
                        "idempotency_keys organization_id contacts");
        assertThat(texts("""
                        SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                        AND oid NOT IN (SELECT logicalrelid FROM pg_dist_partition)
                        """))
                .as("what stays on the coordinator")
                .containsExactlyInAnyOrder("pg_dist_partition", "rate_limits");
        assertThat(foreignKeys()).isEqualTo(keys).hasSizeGreaterThan(10);
        assertThat(run("database", "distribute", "--yes")).isEqualTo("0 ");
        assertThat(distributed()).hasSize(10);
    }

    /** The exit code and standard error. */
    private static String run(String... arguments) throws IOException, InterruptedException {
        var result = CommandProcess.runOn(URL, arguments);
        return result.exitCode() + " " + result.err();
    }

    private static List<String> distributed() throws SQLException {
        return texts("SELECT logicalrelid || ' ' || key || ' ' || colocated_with FROM pg_dist_partition");
    }

    private static List<String> foreignKeys() throws SQLException {
        return texts("""
                SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                WHERE contype = 'f' ORDER BY 1
                """);
    }

    private static List<String> texts(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(URL);
                var rows = connection.createStatement().executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
