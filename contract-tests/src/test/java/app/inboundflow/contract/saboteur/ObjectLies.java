package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.check.Values;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Lies about objects: their properties, told everywhere or only where one is read alone, and what they refer to. */
final class ObjectLies extends Lies {
    private final JsonNode properties;
    private final boolean isSingle;

    /** Those of a list's items, and of an item alone; of what is neither, such as an account, those of its properties. */
    ObjectLies(Operation operation) {
        super(operation);
        this.isSingle = operation.path().contains("{");
        this.properties = operation.properties();
        properties();
        if (isSingle) {
            single();
        } else {
            swaps();
        }
    }

    /** Of an item alone where it is read alone; of others wherever they are. */
    private void objects(String name, Consumer<ObjectNode> change) {
        var operations = Stream.concat(Stream.of(operation), operation.single().stream())
                .map(Operation::id)
                .toList();
        all.add(new Lie(
                operations,
                name,
                (request, server) -> changed(server.send(request), 200, body -> {
                    var data = body.get("data");
                    if (data.isArray()) {
                        data.forEach(item -> change.accept((ObjectNode) item));
                    } else {
                        change.accept((ObjectNode) data);
                    }
                })));
    }

    private void properties() {
        for (var property : properties.properties()) {
            var name = property.getKey();
            var schema = Contract.resolve(property.getValue());
            var type = schema.path("type").toString();
            if (!isSingle && List.of("id", "created_at").contains(name)) {
                continue;
            }
            objects(
                    (isSingle ? "another value alone than in the list: " : "another value everywhere: ") + name,
                    found -> found.set(name, other(schema, found.get(name))));
            if (type.contains("null")) {
                objects(
                        (isSingle ? "null alone, not in the list: " : "null everywhere: ") + name,
                        found -> found.putNull(name));
            }
        }
    }

    /** Another value that a schema takes, always the same for the same value, so that the lie is told everywhere alike. */
    private static JsonNode other(JsonNode schema, JsonNode value) {
        if (schema.has("enum")) {
            return schema.get("enum").get(schema.at("/enum/0").equals(value) ? 1 : 0);
        }
        return "uuid".equals(schema.path("format").asText())
                ? TextNode.valueOf(UUID.nameUUIDFromBytes(value.toString().getBytes(StandardCharsets.UTF_8))
                        .toString())
                : Values.one("other", schema, 7_001 + value.hashCode() % 100);
    }

    /** Two properties of one form, each with the value of the other. */
    private void swaps() {
        Map.Entry<String, JsonNode> before = null;
        for (var property : properties.properties()) {
            if (List.of("id", "created_at").contains(property.getKey())) {
                continue;
            }
            if (before != null && isLike(before.getValue(), property.getValue())) {
                var name = property.getKey();
                var other = before.getKey();
                objects("two properties exchanged: " + other + " and " + name, found -> {
                    var value = found.get(name);
                    found.set(name, found.get(other));
                    found.set(other, value);
                });
            }
            before = property;
        }
    }

    private static boolean isLike(JsonNode one, JsonNode other) {
        return Stream.of("type", "format", "pattern", "enum").allMatch(keyword -> Contract.resolve(one)
                .path(keyword)
                .equals(Contract.resolve(other).path(keyword)));
    }

    private void single() {
        tell("another object than asked for", (request, server) -> {
            var rows = rows(request, server);
            return changed(server.send(request), 200, body -> {
                var asked = (ObjectNode) body.get("data");
                var isFirst = asked.get("id").equals(rows.body("/data/0/id"));
                if (rows.body(isFirst ? "/data/1" : "/data/0") instanceof ObjectNode other) {
                    asked.setAll(other);
                }
            });
        });
        askAgain("a 404 for what is in the list", answer -> answer.status() == 200, this::unknown);
        tell("something for an id that nobody has", (request, server) -> {
            var answer = server.send(request);
            var known = rows(request, server).body("/data/0/id").asText();
            return answer.status() == 404 ? server.send(request.at(operation.path(known))) : answer;
        });
    }

    private Request unknown(Request request) {
        return request.at(operation.path(UUID.randomUUID()));
    }

    private Answer rows(Request request, Proxy.Upstream server) throws IOException {
        var list = operation.path().replaceFirst("/\\{.*", "?limit=2");
        return server.send(new Request("GET", list, request.headers(), new byte[0]));
    }
}
