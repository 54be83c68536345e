package app.inboundflow.contract.saboteur;

import static app.inboundflow.contract.saboteur.Lie.objects;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Lies about objects: their properties, told everywhere or only where one is read alone, and what they refer to. */
final class ObjectLies {
    private final Operation operation;
    private final List<Lie> lies = new ArrayList<>();

    private ObjectLies(Operation operation) {
        this.operation = operation;
    }

    /** Those of a list's items, and of an item alone; of what is neither, such as an account, those of its properties. */
    static List<Lie> of(Operation operation) {
        var lies = new ObjectLies(operation);
        var object = Contract.resolve(operation.isList() ? operation.item() : operation.data());
        var everywhere = Stream.concat(Stream.of(operation), operation.single().stream())
                .map(Operation::id)
                .toList();
        var isSingle = operation.path().contains("{");
        lies.properties(isSingle ? List.of(operation.id()) : everywhere, object, isSingle);
        if (isSingle) {
            lies.single();
        } else {
            lies.swaps(everywhere, object);
        }
        return lies.lies;
    }

    private void properties(List<String> operations, JsonNode object, boolean isSingle) {
        for (var property : object.path("properties").properties()) {
            var name = property.getKey();
            var schema = Contract.resolve(property.getValue());
            var type = schema.path("type").toString();
            if (type.contains("array") || name.equals("id") && !isSingle || name.equals("created_at") && !isSingle) {
                continue;
            }
            lies.add(new Lie(
                    operations,
                    isSingle ? "another value alone than in the list" : "another value everywhere",
                    name,
                    objects(found -> found.set(name, other(schema, found.get(name))))));
            if (type.contains("null")) {
                lies.add(new Lie(
                        operations,
                        isSingle ? "null alone, not in the list" : "null everywhere",
                        name,
                        objects(found -> found.putNull(name))));
            }
        }
    }

    /** Another value, always the same for the same value, so that the lie is told everywhere alike. */
    private static JsonNode other(JsonNode schema, JsonNode value) {
        if ("uuid".equals(schema.path("format").asText())) {
            return com.fasterxml.jackson.databind.node.TextNode.valueOf(
                    UUID.nameUUIDFromBytes(value.toString().getBytes(StandardCharsets.UTF_8))
                            .toString());
        }
        return Lie.another(schema, value);
    }

    /** Two properties of one form, each with the value of the other. */
    private void swaps(List<String> operations, JsonNode object) {
        Optional<Map.Entry<String, JsonNode>> before = Optional.empty();
        for (var property : object.path("properties").properties()) {
            var name = property.getKey();
            if (before.isPresent() && isLike(before.get().getValue(), property.getValue()) && !name.equals("id")) {
                var other = before.get().getKey();
                lies.add(new Lie(operations, "two properties exchanged", other + " and " + name, objects(found -> {
                    var value = found.get(name);
                    found.set(name, found.get(other));
                    found.set(other, value);
                })));
            }
            if (!name.equals("id") && !name.equals("created_at")) {
                before = Optional.of(property);
            }
        }
    }

    private static boolean isLike(JsonNode one, JsonNode other) {
        return Stream.of("type", "format", "pattern", "enum").allMatch(keyword -> Contract.resolve(one)
                .path(keyword)
                .equals(Contract.resolve(other).path(keyword)));
    }

    private void single() {
        add("another object than asked for", (request, server) -> {
            var answer = server.send(request);
            var list = Contract.lists().stream()
                    .filter(one -> one.single().equals(Optional.of(operation)))
                    .findFirst()
                    .orElseThrow();
            var rows = server.send(new Request("GET", list.path() + "?limit=2", request.headers(), new byte[0]));
            return answer.status() == 200
                            && answer.body().length > 0
                            && rows.body("/data/1").isObject()
                    ? Lie.changed(answer, body -> takeAll(body, rows))
                    : answer;
        });
        add("a 404 for what is in the list", (request, server) -> {
            var answer = server.send(request);
            return answer.status() == 200 ? server.send(request.at(operation.path(UUID.randomUUID()))) : answer;
        });
        add("something for an id that nobody has", (request, server) -> {
            var answer = server.send(request);
            return answer.status() == 404 ? found(request, server) : answer;
        });
    }

    private static void takeAll(ObjectNode body, Answer rows) {
        var asked = (ObjectNode) body.get("data");
        var other = asked.get("id").equals(rows.body("/data/0/id")) ? rows.body("/data/1") : rows.body("/data/0");
        asked.setAll((ObjectNode) other);
    }

    private Answer found(Request request, Proxy.Upstream server) throws IOException {
        var list = operation.path().replaceFirst("/\\{.*", "");
        var rows = server.send(new Request("GET", list + "?limit=1", request.headers(), new byte[0]));
        return server.send(request.at(operation.path(rows.body("/data/0/id").asText())));
    }

    private void add(String kind, Proxy.Teller teller) {
        lies.add(Lie.of(operation, kind, "", teller));
    }
}
