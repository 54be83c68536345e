package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.check.Step;
import app.inboundflow.contract.live.ContractRows;
import app.inboundflow.contract.live.Organization;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** One row for each list, in which no two columns have the same value: each must come back through the API under the name of its column. */
public final class RoundTrip {
    private final Organization organization;
    private final List<ObjectNode> stored;

    /** Stores the rows. */
    public RoundTrip(Organization organization) {
        this.organization = organization;
        var rows = new ContractRows(organization);
        this.stored =
                Contract.lists().stream().map(list -> rows.latest(list.id())).toList();
    }

    /** A key of the organization that has the rows. */
    public String key() {
        return organization.key();
    }

    /** A step for each operation that reads. */
    public List<Step> steps(Client client) {
        var steps = new ArrayList<Step>();
        for (var i = 0; i < stored.size(); i++) {
            var row = stored.get(i);
            Contract.lists().get(i).withSingle().forEach(operation -> steps.add(step(client, operation, row)));
        }
        steps.add(step(client, Contract.operation("getMe"), organization.account()));
        return steps;
    }

    private static Step step(Client client, Operation operation, ObjectNode row) {
        return Step.of(operation, "each column under its own name", () -> requireServed(client, operation, row));
    }

    /** That an operation answers a row as it was stored. */
    static void requireServed(Client client, Operation operation, ObjectNode row) {
        var data = client.expect(200, Request.get(operation.path(row.path("id").asText())))
                .body("/data");
        var served = operation.isList() ? find(data, row.get("id")) : data;
        row.properties().stream()
                .filter(column -> operation.properties().has(column.getKey()))
                .forEach(column -> assertThat(served.path(column.getKey()))
                        .as("%s of %s", column.getKey(), operation.path())
                        .isEqualTo(column.getValue()));
    }

    private static JsonNode find(JsonNode rows, JsonNode id) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.get("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not among " + rows));
    }
}
