package app.inboundflow.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the tables lie on the nodes of a Citus cluster: those of organizations are split by {@code organization_id}, and what every
 * node needs is whole on each, so that servers can connect to any node. {@code rate_limits} stays on the coordinator.
 *
 * @param version of Citus
 * @param workers how many nodes can hold parts of tables
 * @param toCopy tables that are not yet whole on every node
 * @param toSplit tables that are not yet split
 */
public record Distribution(String version, int workers, List<String> toCopy, List<String> toSplit) {
    private static final List<String> WHOLE =
            List.of("organizations", "api_keys", "job_leases", "flyway_schema_history");
    private static final List<String> SPLIT =
            List.of("contacts", "calls", "call_messages", "leads", "appointments", "idempotency_keys");

    private static final String IS_CITUS = "SELECT to_regproc('create_distributed_table') IS NOT NULL";
    private static final String VERSION = "SELECT split_part(citus_version(), ' on ', 1)";
    private static final String WORKERS = "SELECT count(*)::text FROM citus_get_active_worker_nodes()";
    private static final String DISTRIBUTED = "SELECT logicalrelid::text FROM pg_dist_partition";

    /** A key to a table that is not split yet cannot be, so these keys are dropped before and added again after. */
    private static final String FOREIGN_KEYS = """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint
            WHERE contype = 'f' AND confrelid::regclass::text = ANY (string_to_array('$tables', ','))
            ORDER BY conname
            """.replace("$tables", String.join(",", SPLIT));

    /** How they lie now; nothing when the database is no Citus cluster. */
    static Optional<Distribution> of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (!texts(statement, IS_CITUS, 1).equals(List.of("t"))) {
                return Optional.empty();
            }
            var distributed = texts(statement, DISTRIBUTED, 1);
            return Optional.of(new Distribution(
                    texts(statement, VERSION, 1).getFirst(),
                    Integer.parseInt(texts(statement, WORKERS, 1).getFirst()),
                    without(WHOLE, distributed),
                    without(SPLIT, distributed)));
        }
    }

    private static List<String> without(List<String> tables, List<String> done) {
        return tables.stream().filter(table -> !done.contains(table)).toList();
    }

    /** Whether nothing is left to be done. */
    public boolean isDone() {
        return toCopy.isEmpty() && toSplit.isEmpty();
    }

    /** Does what is left to be done, in one transaction. */
    void carryOut(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            var drops = texts(statement, FOREIGN_KEYS, 1);
            var adds = texts(statement, FOREIGN_KEYS, 2);
            var all = new ArrayList<>(drops);
            toCopy.forEach(table -> all.add("SELECT create_reference_table('" + table + "')"));
            toSplit.forEach(table -> all.add("SELECT create_distributed_table('" + table + "', 'organization_id'"
                    + (table.equals(SPLIT.getFirst()) ? "" : ", colocate_with => '" + SPLIT.getFirst() + "'") + ")"));
            all.addAll(adds);
            for (var sql : all) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    private static List<String> texts(Statement statement, String query, int column) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(column));
            }
            return texts;
        }
    }
}
