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
import java.util.function.BiConsumer;

/**
 * Rows made from the schemas of the contract: every property has a value unless it is said to be null, and no two properties have the
 * same. A row refers to the latest rows of other lists.
 */
public final class ContractRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BiConsumer<Operation, ObjectNode> store;
    private final Map<String, ObjectNode> latest = new HashMap<>();
    private final Instant first =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1000).plus(678_901, ChronoUnit.MICROS);
    private int number;

    /**
     * None yet.
     *
     * @param store takes each row of a list
     */
    public ContractRows(BiConsumer<Operation, ObjectNode> store) {
        this.store = store;
    }

    /** None yet; they will be stored past the server. */
    public ContractRows(Organization organization) {
        this(organization::store);
    }

    /**
     * Stores a row of some minutes ago, later than those before.
     *
     * @param id of the list's operation
     * @param values of properties whose value matters
     */
    public ObjectNode store(String id, Map<String, ?> values) {
        var list = Contract.operation(id);
        var row = Values.distinct(list.detail(), ++number);
        row.put("created_at", moment(number));
        values.forEach((name, value) -> row.set(name, JSON.valueToTree(value)));
        Contract.lists().forEach(other -> row.properties().stream()
                .filter(property -> other.isReferredToBy(property.getKey()) && !values.containsKey(property.getKey()))
                .forEach(property -> property.setValue(latest(other.id()).get("id"))));
        store.accept(list, row);
        latest.put(id, row);
        return row;
    }

    private String moment(int second) {
        return first.plusSeconds(second).toString();
    }

    /** The row of a list that was stored last, or else now. */
    public ObjectNode latest(String id) {
        return latest.containsKey(id) ? latest.get(id) : store(id, Map.of());
    }

    /**
     * Stores many rows, of which every fourth is of the moment of the one before: all values of enums in turn, and of some other values
     * each in several rows.
     */
    void storeMany(Operation list, int rows) {
        for (var i = 0; i < rows; i++) {
            var values = new HashMap<String, Object>();
            for (var property : list.properties().properties()) {
                var options = Contract.resolve(property.getValue()).path("enum");
                if (!options.isMissingNode()) {
                    values.put(property.getKey(), options.get(i % options.size()));
                } else if (property.getKey().equals("caller_phone")) {
                    values.put(property.getKey(), "+1415000000" + i % 9);
                }
            }
            values.put("created_at", moment(number + (i % 4 == 3 ? 0 : 1)));
            store(list.id(), values);
        }
    }

    /** Values of rows that show all that is declared: a row for each value of each enum, and one with every null. */
    public static List<Map<String, Object>> showcase(Operation list) {
        var rows = new ArrayList<Map<String, Object>>();
        rows.add(new LinkedHashMap<>());
        var nulls = new LinkedHashMap<String, Object>();
        list.properties().properties().forEach(property -> {
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
