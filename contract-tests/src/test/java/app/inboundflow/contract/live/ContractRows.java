package app.inboundflow.contract.live;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Values;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of an organization, made from the schemas of the contract: every property has a value unless it is said to be null, and no two columns
 * have the same. They are stored past the server: a table has the name of its list, a column that of its property.
 */
public final class ContractRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Organization organization;
    private final Map<String, ObjectNode> latest = new HashMap<>();
    private final Instant first =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1000).plus(678_901, ChronoUnit.MICROS);
    private int number;

    /** None yet. */
    public ContractRows(Organization organization) {
        this.organization = organization;
    }

    /** The name of a list's table. */
    public static String table(Operation list) {
        return list.path().replaceFirst(".*/", "");
    }

    /**
     * Stores a row of some minutes ago, later than those before, that refers to the latest rows of other lists.
     *
     * @param id of the list's operation
     * @param values of properties whose value matters
     */
    public ObjectNode store(String id, Map<String, ?> values) {
        var list = Contract.operation(id);
        var row = Values.distinct(list.detail(), ++number);
        Contract.lists().forEach(other -> row.properties().stream()
                .filter(property -> other.isReferredToBy(property.getKey()) && !values.containsKey(property.getKey()))
                .forEach(property -> property.setValue(latest(other.id()).get("id"))));
        row.put("created_at", first.plusSeconds(number).toString());
        values.forEach((name, value) -> row.set(name, JSON.valueToTree(value)));
        organization.store(table(list), row);
        latest.put(id, row);
        return row;
    }

    /** The row of a list that was stored last, or else now. */
    public ObjectNode latest(String id) {
        return latest.containsKey(id) ? latest.get(id) : store(id, Map.of());
    }

    /** Values of rows that show all that is declared: a row for each value of each enum, and one with every null. */
    public static List<Map<String, Object>> showcase(Operation list) {
        var rows = new ArrayList<Map<String, Object>>();
        rows.add(new LinkedHashMap<>());
        var nulls = new LinkedHashMap<String, Object>();
        Contract.resolve(list.item()).get("properties").properties().forEach(property -> {
            var schema = Contract.resolve(property.getValue());
            Contract.texts(schema.path("enum"))
                    .forEach(value -> rows.add(new LinkedHashMap<>(Map.of(property.getKey(), value))));
            if (schema.path("type").toString().contains("null")) {
                nulls.put(property.getKey(), null);
            }
        });
        rows.add(nulls);
        return rows;
    }
}
