package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What a list's items mean elsewhere: each is what it is when read alone, and what it refers to is there. */
final class SingleCheck {
    private static final int MOST_ROWS = 8;

    private final Client client;
    private final Operation list;
    private final ListCheck rows;

    SingleCheck(Client client, Operation list, ListCheck rows) {
        this.client = client;
        this.list = list;
        this.rows = rows;
    }

    Stream<Step> steps() {
        var steps = new ArrayList<Step>();
        list.single().ifPresent(single -> {
            steps.add(new Step(
                    List.of(list.id(), single.id()),
                    single.id() + ": an item of the list is the same alone",
                    () -> compare(single)));
            steps.add(Step.of(single, "what nobody has is a 404", () -> requireNothing(single)));
        });
        steps.add(Step.of(list, "references lead somewhere", this::follow));
        return steps.stream();
    }

    private void compare(Operation single) {
        for (var row : telling()) {
            var answer = client.expect(200, Request.get(single.path(Rows.id(row))));
            var alone = answer.body("/data");
            for (var property : row.properties()) {
                client.require(
                        property.getValue().equals(alone.get(property.getKey())),
                        single.definition().path("description").asText().strip(),
                        "%s of %s is %s in the list, and %s alone"
                                .formatted(
                                        property.getKey(),
                                        Rows.id(row),
                                        property.getValue(),
                                        alone.get(property.getKey())));
            }
        }
    }

    /** Rows that together show every property as null and not, and every value of an enum, that any row has. */
    private List<JsonNode> telling() {
        var shown = new HashSet<String>();
        var telling = new ArrayList<JsonNode>();
        var properties = Contract.resolve(list.item()).path("properties");
        for (var row : rows.newest().items()) {
            var tells = false;
            for (var property : row.properties()) {
                var isEnum =
                        Contract.resolve(properties.path(property.getKey())).has("enum");
                tells |= shown.add(
                        property.getKey() + (property.getValue().isNull() || isEnum ? " " + property.getValue() : ""));
            }
            if (tells && telling.size() < MOST_ROWS) {
                telling.add(row);
            }
        }
        return telling;
    }

    private void requireNothing(Operation single) {
        client.expect(404, Request.get(single.path(UUID.randomUUID())));
        client.expect(404, Request.of("HEAD", single.path(UUID.randomUUID())));
    }

    /** One reference of each property: the operation reads the row that it names. */
    private void follow() {
        var followed = new LinkedHashMap<String, JsonNode>();
        for (var row : rows.newest().items()) {
            row.properties().stream()
                    .filter(property -> property.getKey().endsWith("_id")
                            && !property.getValue().isNull())
                    .forEach(property -> followed.putIfAbsent(property.getKey(), row));
        }
        followed.forEach((property, row) -> target(property).ifPresent(single -> {
            var id = row.path(property).asText();
            var answer = client.send(Request.get(single.path(id)));
            // A key without the scope of another list cannot follow a reference into it.
            client.require(
                    answer.status() == 403
                            || answer.status() == 200
                                    && answer.body("/data/id").asText().equals(id),
                    property + ": "
                            + Contract.resolve(list.item())
                                    .at("/properties/" + property + "/description")
                                    .asText(),
                    property + " of " + Rows.id(row) + " in " + list.path() + " is " + id + ", but " + single.path(id)
                            + " answers " + answer);
        }));
    }

    /** The operation that reads what a property refers to. */
    private static Optional<Operation> target(String property) {
        return Contract.lists().stream()
                .filter(other -> other.isReferredToBy(property))
                .flatMap(other -> other.single().stream())
                .findFirst();
    }
}
