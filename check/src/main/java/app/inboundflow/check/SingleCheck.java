package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What a list's items mean elsewhere: each is what it is when read alone, and what it refers to is there. */
record SingleCheck(Client client, Operation list, Rows rows) {
    private static final int MOST_ROWS = 8;

    Stream<Step> steps() {
        var alone = list.single().stream()
                .flatMap(single -> Stream.of(
                        Step.of(single, "an item of the list is the same alone", () -> compare(single), list),
                        Step.of(single, "what nobody has is a 404", () -> requireNothing(single))));
        return Stream.concat(alone, Stream.of(Step.of(list, "references lead somewhere", this::follow)));
    }

    private void compare(Operation single) {
        for (var row : telling()) {
            var alone =
                    client.expect(200, Request.get(single.path(Rows.id(row)))).body("/data");
            row.properties().forEach(property -> {
                var what = property.getKey() + " of " + Rows.id(row) + ", read alone,";
                client.requireSame(single.says(), what, property.getValue(), alone.path(property.getKey()));
            });
        }
    }

    /** Rows that together show every property as null and not, and every value of an enum, that any row has. */
    private List<JsonNode> telling() {
        var shown = new HashSet<String>();
        return rows.newest().items().stream()
                .filter(row -> row.properties().stream()
                                .map(property -> property.getKey() + " " + told(property.getKey(), property.getValue()))
                                .filter(shown::add)
                                .count()
                        > 0)
                .limit(MOST_ROWS)
                .toList();
    }

    private String told(String name, JsonNode value) {
        var isEnum = Contract.resolve(list.properties().path(name)).has("enum");
        return value.isNull() || isEnum ? value.toString() : "a value";
    }

    private void requireNothing(Operation single) {
        client.expect(404, Request.get(single.path(UUID.randomUUID())));
        client.expect(404, Request.of("HEAD", single.path(UUID.randomUUID())));
    }

    /** One reference of each property: the operation reads the row that it names. */
    private void follow() {
        var followed = new LinkedHashMap<String, JsonNode>();
        rows.newest().items().forEach(row -> row.properties().stream()
                .filter(property -> !property.getValue().isNull())
                .forEach(property -> followed.putIfAbsent(property.getKey(), row)));
        followed.forEach((property, row) -> Contract.lists().stream()
                .filter(other -> other.isReferredToBy(property))
                .flatMap(other -> other.single().stream())
                .findFirst()
                .ifPresent(single -> follow(property, row, single)));
    }

    private void follow(String property, JsonNode row, Operation single) {
        var path = single.path(row.path(property).asText());
        var answer = client.send(Request.get(path));
        // A key without the scope of another list cannot follow a reference into it.
        if (answer.status() != 403) {
            client.requireSame(
                    property + ": " + Contract.description(list.item(), "/" + property),
                    "What " + property + " of " + Rows.id(row) + " refers to, at " + path + ",",
                    row.path(property),
                    answer.status() == 200 ? answer.body("/data/id") : answer);
        }
    }
}
