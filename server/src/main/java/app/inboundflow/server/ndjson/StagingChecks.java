package app.inboundflow.server.ndjson;

import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What no line shows by itself: that what it names is there, and that a phone number has one contact. */
@Singleton
class StagingChecks {
    private static final String DANGLING = """
            WITH stored AS MATERIALIZED (
                SELECT id FROM $target
                WHERE organization_id = :organization_id AND id IN (SELECT $column FROM import_$table)
            )
            SELECT position, $column AS value
            FROM import_$table AS line
            WHERE $column IS NOT NULL
              AND NOT EXISTS (SELECT FROM stored WHERE id = line.$column)
              AND NOT EXISTS (SELECT FROM import_$target WHERE id = line.$column)
              AND $column <> ALL (CAST(:invalid AS uuid[]))
            ORDER BY position LIMIT :limit
            """;

    // A stored contact that is imported too gets the number that is imported, so only the imported ones count for it.
    private static final String TAKEN_PHONES = """
            WITH stored AS MATERIALIZED (
                SELECT id, phone FROM contacts
                WHERE organization_id = :organization_id AND phone IN (SELECT phone FROM import_contacts)
            )
            SELECT position, min(phone) || ' is the phone number of contact ' || min(CAST(owner AS text)) AS value
            FROM (
                SELECT line.position, line.phone, other.id AS owner
                FROM import_contacts AS line
                JOIN import_contacts AS other ON other.phone = line.phone AND other.position < line.position
                UNION ALL
                SELECT line.position, line.phone, stored.id
                FROM import_contacts AS line
                JOIN stored ON stored.phone = line.phone AND stored.id <> line.id
                WHERE NOT EXISTS (SELECT FROM import_contacts WHERE id = stored.id)
            ) AS taken
            GROUP BY position
            ORDER BY position LIMIT :limit
            """;

    private final Statements statements;

    StagingChecks(Statements statements) {
        this.statements = statements;
    }

    /**
     * The first lines that name what the organization has not and will not have.
     *
     * @param invalid ids on lines that are reported already
     */
    List<InvalidLines.Entry> dangling(UUID organizationId, Collection<UUID> invalid, int limit) {
        var broken = new ArrayList<InvalidLines.Entry>();
        var ids = invalid.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
        for (var resource : Resource.values()) {
            resource.references().forEach((column, target) -> {
                var sql = DANGLING.replace("$column", column)
                        .replace("$table", resource.toString())
                        .replace("$target", target.toString());
                var rule = column + " must be the id of a " + target.singular()
                        + " of this organization, or of this import; there is no ";
                broken.addAll(find(
                        sql,
                        Parameters.of("organization_id", organizationId)
                                .and("invalid", ids)
                                .and("limit", limit),
                        rule));
            });
        }
        return broken.stream()
                .sorted(Comparator.comparingLong(InvalidLines.Entry::position))
                .limit(limit)
                .toList();
    }

    /** The first contacts whose number another has, or will have; each id must be staged once. */
    List<InvalidLines.Entry> takenPhones(UUID organizationId, int limit) {
        return find(
                TAKEN_PHONES,
                Parameters.of("organization_id", organizationId).and("limit", limit),
                "phone must not be another contact's; ");
    }

    private List<InvalidLines.Entry> find(String sql, Parameters parameters, String rule) {
        return statements.list(
                SqlStatement.of(sql),
                parameters,
                row -> new InvalidLines.Entry(row.getLong("position"), rule + row.getString("value")));
    }
}
