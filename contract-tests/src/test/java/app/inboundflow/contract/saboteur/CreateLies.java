package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.check.Values;
import app.inboundflow.contract.saboteur.Proxy.Teller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Lies about what is created: forgotten, changed, twice, not there, in the way of something else. */
final class CreateLies extends Lies {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "Idempotency-Key";

    private final JsonNode schema;
    private final String unique;

    CreateLies(Operation create) {
        super(create);
        this.schema = Contract.resolve(create.requestBody());
        this.unique = schema.path("required").get(0).asText();
        schema.path("properties").fieldNames().forEachRemaining(this::property);
        texts();
        created();
        conflicts();
        replays();
        refusals();
        elsewhere();
    }

    /** Another body, if it is an object. */
    private static Request sending(Request request, Consumer<ObjectNode> change) {
        try {
            if (JSON.readTree(request.body()) instanceof ObjectNode object) {
                change.accept(object);
                return new Request(request.method(), request.path(), request.headers(), JSON.writeValueAsBytes(object));
            }
        } catch (IOException notJson) {
            // It is sent as it is.
        }
        return request;
    }

    private static Teller sending(Consumer<ObjectNode> change) {
        return asking(request -> sending(request, change));
    }

    private void property(String name) {
        if (!name.equals(unique)) {
            add("a property forgotten", name, sending(sent -> sent.remove(name)));
            add("a property confirmed and not stored", name, (request, server) -> {
                var kept = JSON.createObjectNode();
                var other = sending(request, sent -> {
                    if (sent.has(name)) {
                        kept.set(name, sent.remove(name));
                    }
                });
                return body(201, made -> ((ObjectNode) made.get("data")).setAll(kept))
                        .tell(other, server);
            });
        }
    }

    private void texts() {
        add("text normalized", sending(sent -> sent.properties().stream()
                .filter(one -> one.getValue().isTextual())
                .forEach(one -> sent.put(
                        one.getKey(), Normalizer.normalize(one.getValue().asText(), Normalizer.Form.NFC)))));
        add("text cut after 30 characters", sending(sent -> {
            var notes = sent.path("notes").asText();
            if (notes.length() > 30) {
                sent.put("notes", notes.substring(0, 30));
            }
        }));
        add("a number taken for text", sending(sent -> sent.properties().stream()
                .filter(one -> one.getValue().isInt() && !one.getKey().equals(unique))
                .forEach(one -> sent.put(one.getKey(), one.getValue().asText()))));
        add("a misspelled property ignored", sending(sent -> sent.remove("colour")));
    }

    private void created() {
        made("another source", made -> made.put("source", "inbound_call"));
        made("a call that nobody made", made -> made.put("total_calls", 1));
        made("a last call that nobody made", made -> made.put("last_call_at", "2026-02-24T21:00:00Z"));
        made("created long ago", made -> made.put("created_at", "2020-01-01T00:00:00Z"));
        made(
                "changed since",
                made -> made.put("updated_at", Instant.now().plusSeconds(60).toString()));
        made("another id than is read", made -> made.put("id", UUID.randomUUID().toString()));
        add(
                "a Location that leads elsewhere",
                answering(answer -> header(answer, "Location", operation.path() + "/" + UUID.randomUUID())));
    }

    private void made(String kind, Consumer<ObjectNode> change) {
        add(kind, body(201, answer -> change.accept((ObjectNode) answer.get("data"))));
    }

    private void conflicts() {
        add(
                "a conflict with something else",
                body(409, error -> error.put("existing_id", UUID.randomUUID().toString())));
        add("a conflict that is said to be of the key", body(409, error -> error.put("code", "idempotency_key_in_use")
                .put("type", "/problems/idempotency_key_in_use")
                .putNull("existing_id")));
        add(
                "another number for one that is taken",
                retrying(
                        answer -> answer.status() == 409,
                        request -> sending(request, sent -> sent.put(unique, Values.newPhone()))));
    }

    private void replays() {
        add("carried out anew", asking(request -> request.without(KEY)));
        add("a replay with a time of its own", body(201, answer -> ((ObjectNode) answer.get("meta"))
                .put("timestamp", Instant.now().toString())));
        add("a replay that does not say so", answering(answer -> {
            answer.headers().remove("Idempotency-Replayed");
            return answer;
        }));
        add("said to be a replay each time", answering(answer -> {
            if (answer.status() == 201) {
                answer.headers().put("Idempotency-Replayed", List.of("true"));
            }
            return answer;
        }));
        var first = new ConcurrentHashMap<String, Answer>();
        add("a key is enough, whatever the body", (request, server) -> {
            var answer = server.send(request);
            var kept = first.putIfAbsent(request.headers().getOrDefault(KEY, ""), answer);
            return answer.status() == 422 && kept != null ? kept : answer;
        });
        add("a key is used twice", retrying(answer -> answer.status() == 422, request -> request.without(KEY)));
    }

    private void refusals() {
        add("refused and stored all the same", (request, server) -> {
            var answer = server.send(request);
            if (answer.status() == 400) {
                server.send(sending(request, sent -> sent.retain(unique)));
            }
            return answer;
        });
        add("an error that misleads", "another property named", body(400, error -> error.path("errors")
                .forEach(one -> ((ObjectNode) one).put("field", "other"))));
        add("an error that misleads", "nothing named", body(400, error -> error.putArray("errors")));
    }

    /** Lies of those who read what was created. */
    private void elsewhere() {
        var list = Contract.operation("GET", operation.path()).orElseThrow();
        all.add(new Lie(
                List.of(list.id()),
                "what was just created is missing in the list",
                "",
                rows(request -> !has(request, unique), rows -> rows.removeIf(CreateLies::isNew))));
        all.add(new Lie(
                List.of(list.id()),
                "what was just created is not found by its " + unique,
                "",
                rows(request -> has(request, unique), rows -> rows.removeIf(CreateLies::isNew))));
        operation
                .single()
                .ifPresent(single -> all.add(new Lie(
                        List.of(single.id()),
                        "what was just created is not there",
                        "",
                        retrying(
                                answer -> answer.status() == 200
                                        && answer.body().length > 0
                                        && isNew(answer.body("/data")),
                                request -> request.at(single.path(UUID.randomUUID()))))));
    }

    private static boolean isNew(JsonNode row) {
        return Instant.parse(row.get("created_at").asText())
                .isAfter(Instant.now().minusSeconds(60));
    }
}
