package app.inboundflow.contract.conformance;

import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.check.Step;
import app.inboundflow.check.Values;
import app.inboundflow.contract.live.Organization;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows in which no two columns have the same value, one for each list of the contract. Each value must come back through the API under
 * the name of its column.
 */
public final class RoundTrip {
    private final Organization organization;
    private final Map<String, ObjectNode> rows;

    private RoundTrip(Organization organization, Map<String, ObjectNode> rows) {
        this.organization = organization;
        this.rows = rows;
    }

    /** Stores the rows past the server: the tables have the names of the lists, the columns those of the properties. */
    public static RoundTrip store(Organization organization) {
        var rows = new LinkedHashMap<String, ObjectNode>();
        var ids = new LinkedHashMap<String, String>();
        for (var list : inOrder()) {
            var row = Values.distinct(list.item(), 1 + rows.size());
            row.properties().forEach(property -> ids.entrySet().stream()
                    .filter(id -> property.getKey().endsWith("_id")
                            && property.getKey().startsWith(id.getKey()))
                    .forEach(id -> row.put(property.getKey(), id.getValue())));
            ids.put(table(list).replaceFirst("s$", ""), row.get("id").asText());
            organization.store(table(list), row);
            rows.put(list.id(), row);
        }
        return new RoundTrip(organization, rows);
    }

    /** The lists, contacts and calls first, because the others refer to them. */
    static List<Operation> inOrder() {
        return Contract.lists().stream()
                .sorted(Comparator.comparing(RoundTrip::references))
                .toList();
    }

    private static long references(Operation list) {
        return Contract.resolve(list.item()).path("properties").properties().stream()
                .filter(property -> property.getKey().endsWith("_id"))
                .count();
    }

    static String table(Operation list) {
        return list.path().replaceFirst(".*/", "");
    }

    /** A key of the organization that has the rows. */
    public String key() {
        return organization.key();
    }

    /** A step for each operation that reads. */
    public List<Step> steps(Client client) {
        var steps = new ArrayList<Step>();
        for (var list : Contract.lists()) {
            var row = rows.get(list.id());
            steps.add(new Step(
                    List.of(list.id()),
                    list.id() + ": each column under its own name",
                    () -> requireSame(
                            row, client.expect(200, Request.get(list.path())).body("/data/0"))));
            list.single()
                    .ifPresent(single -> steps.add(new Step(
                            List.of(single.id()),
                            single.id() + ": each column under its own name",
                            () -> requireSame(
                                    row,
                                    client.expect(
                                                    200,
                                                    Request.get(single.path(
                                                            row.get("id").asText())))
                                            .body("/data")))));
        }
        steps.add(new Step(
                List.of("getMe"),
                "getMe: the organization as it is",
                () -> requireSame(
                        organization.account(),
                        client.expect(200, Request.get("/v1/me")).body("/data"))));
        return steps;
    }

    private static void requireSame(ObjectNode stored, JsonNode read) {
        for (var column : stored.properties()) {
            if (!column.getValue().equals(read.path(column.getKey()))) {
                throw new AssertionError(column.getKey() + " is stored as " + column.getValue() + " and read as "
                        + read.path(column.getKey()) + " in " + read);
            }
        }
    }
}
