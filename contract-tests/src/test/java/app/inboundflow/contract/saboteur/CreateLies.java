package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.check.Values;
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
import java.util.function.UnaryOperator;

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

    /** Sends something else than what was sent. */
    private void send(String name, Consumer<ObjectNode> change) {
        ask(name, request -> sending(request, change));
    }

    private void property(String name) {
        if (name.equals(unique)) {
            return;
        }
        send("a property forgotten: " + name, sent -> sent.remove(name));
        tell("a property confirmed and not stored: " + name, (request, server) -> {
            var kept = JSON.createObjectNode();
            var other = sending(request, sent -> {
                if (sent.has(name)) {
                    kept.set(name, sent.remove(name));
                }
            });
            return changed(
                    server.send(other), 201, made -> made.withObject("data").setAll(kept));
        });
    }

    private void texts() {
        texts("text normalized", text -> Normalizer.normalize(text, Normalizer.Form.NFC));
        texts("text cut after 30 characters", text -> text.substring(0, Math.min(text.length(), 30)));
        send("a number taken for text", sent -> sent.properties().stream()
                .filter(one -> one.getValue().isInt() && !one.getKey().equals(unique))
                .forEach(one -> sent.put(one.getKey(), one.getValue().asText())));
        send("a misspelled property ignored", sent -> sent.remove("colour"));
    }

    private void texts(String name, UnaryOperator<String> other) {
        send(name, sent -> sent.properties().stream()
                .filter(one -> one.getValue().isTextual())
                .forEach(
                        one -> sent.put(one.getKey(), other.apply(one.getValue().asText()))));
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
        answer(
                "a Location that leads elsewhere",
                answer -> header(answer, "Location", same -> operation.path() + "/" + UUID.randomUUID()));
    }

    private void made(String name, Consumer<ObjectNode> change) {
        answer(name, 201, answer -> change.accept(answer.withObject("data")));
    }

    private void conflicts() {
        answer(
                "a conflict with something else",
                409,
                error -> error.put("existing_id", UUID.randomUUID().toString()));
        answer("a conflict that is said to be of the key", 409, error -> error.put("code", "idempotency_key_in_use")
                .put("type", "/problems/idempotency_key_in_use")
                .putNull("existing_id"));
        askAgain(
                "another number for one that is taken",
                answer -> answer.status() == 409,
                request -> sending(request, sent -> sent.put(unique, Values.newPhone())));
    }

    private void replays() {
        ask("carried out anew", request -> request.without(KEY));
        answer("a replay with a time of its own", 201, answer -> answer.withObject("meta")
                .put("timestamp", Instant.now().toString()));
        replayed("a replay that does not say so", List.of());
        replayed("said to be a replay each time", List.of("true"));
        var first = new ConcurrentHashMap<String, Answer>();
        tell("a key is enough, whatever the body", (request, server) -> {
            var answer = server.send(request);
            var kept = first.putIfAbsent(request.headers().getOrDefault(KEY, ""), answer);
            return answer.status() == 422 && kept != null ? kept : answer;
        });
        var refused = new ConcurrentHashMap<String, Answer>();
        tell("a refusal kept for its key", (request, server) -> {
            var key = request.headers().getOrDefault(KEY, "");
            var answer = refused.containsKey(key) ? refused.get(key) : server.send(request);
            if (answer.status() == 400 && !key.isEmpty()) {
                refused.put(key, answer);
            }
            return answer;
        });
        askAgain("a key is used twice", answer -> answer.status() == 422, request -> request.without(KEY));
    }

    private void replayed(String name, List<String> said) {
        answer(name, answer -> {
            if (answer.status() == 201) {
                answer.headers().put("Idempotency-Replayed", said);
            }
            return answer;
        });
    }

    private void refusals() {
        tell("refused and stored all the same", (request, server) -> {
            var answer = server.send(request);
            if (answer.status() == 400) {
                server.send(sending(request, sent -> sent.retain(unique)));
            }
            return answer;
        });
        misleadingErrors();
    }

    /** Lies of those who read what was created. */
    private void elsewhere() {
        var list = new Lies(Contract.operation("GET", operation.path()).orElseThrow());
        list.rows(
                "what was just created is missing in the list",
                request -> !has(request, unique),
                rows -> rows.removeIf(CreateLies::isNew));
        list.rows(
                "what was just created is not found by its " + unique,
                request -> has(request, unique),
                rows -> rows.removeIf(CreateLies::isNew));
        all.addAll(list.all);
        operation.single().ifPresent(found -> {
            var single = new Lies(found);
            single.askAgain(
                    "what was just created is not there",
                    answer -> answer.status() == 200 && answer.body().length > 0 && isNew(answer.body("/data")),
                    request -> request.at(found.path(UUID.randomUUID())));
            all.addAll(single.all);
        });
    }

    private static boolean isNew(JsonNode row) {
        return Instant.parse(row.get("created_at").asText())
                .isAfter(Instant.now().minusSeconds(60));
    }
}
