package app.inboundflow.contract.conformance;

import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Request;
import app.inboundflow.check.Step;
import app.inboundflow.contract.live.ContractRows;
import app.inboundflow.contract.live.Organization;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row for each list, in which no two columns have the same value: each must come back through the API under the name of its column. */
public final class RoundTrip {
    private final Organization organization;
    private final Map<String, JsonNode> stored = new LinkedHashMap<>();

    /** Stores the rows. */
    public RoundTrip(Organization organization) {
        this.organization = organization;
        var rows = new ContractRows(organization);
        for (var list : Contract.lists()) {
            var row = rows.latest(list.id());
            stored.put(list.id(), row.deepCopy().without(List.of("messages")));
            list.single().ifPresent(single -> stored.put(single.id(), row));
        }
        stored.put("getMe", organization.account());
    }

    /** A key of the organization that has the rows. */
    public String key() {
        return organization.key();
    }

    /** A step for each operation that reads. */
    public List<Step> steps(Client client) {
        var steps = new ArrayList<Step>();
        stored.forEach((id, row) -> {
            var operation = Contract.operation(id);
            steps.add(Step.of(operation, "each column under its own name", () -> {
                var data = client.expect(
                                200, Request.get(operation.path(row.path("id").asText())))
                        .body("/data");
                requireSame(row, operation.isList() ? data.path(0) : data);
            }));
        });
        return steps;
    }

    private static void requireSame(JsonNode stored, JsonNode read) {
        for (var column : ((ObjectNode) stored).properties()) {
            if (!column.getValue().equals(read.path(column.getKey()))) {
                throw new AssertionError(column.getKey() + " is stored as " + column.getValue() + " and read as "
                        + read.path(column.getKey()) + " in " + read);
            }
        }
    }
}
