package app.inboundflow.contract.saboteur;

import static app.inboundflow.contract.saboteur.Lie.asking;
import static app.inboundflow.contract.saboteur.Lie.body;

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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Lies about what is created: forgotten, changed, twice, not there, in the way of something else. */
final class CreateLies {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "Idempotency-Key";

    private final Operation create;
    private final String unique;
    private final List<Lie> lies = new ArrayList<>();

    private CreateLies(Operation create) {
        this.create = create;
        this.unique =
                Contract.resolve(create.requestBody()).path("required").get(0).asText();
    }

    static List<Lie> of(Operation create) {
        var lies = new CreateLies(create);
        lies.properties();
        lies.created();
        lies.conflicts();
        lies.replays();
        lies.refusals();
        lies.elsewhere();
        return lies.lies;
    }

    private void add(String kind, String detail, Teller teller) {
        lies.add(Lie.of(create, kind, detail, teller));
    }

    /** Another body, if it is an object. */
    private static Request sending(Request request, Consumer<ObjectNode> change) {
        try {
            if (!(JSON.readTree(request.body()) instanceof ObjectNode object)) {
                return request;
            }
            change.accept(object);
            return new Request(request.method(), request.path(), request.headers(), JSON.writeValueAsBytes(object));
        } catch (IOException notJson) {
            return request;
        }
    }

    private void properties() {
        for (var property :
                Contract.resolve(create.requestBody()).path("properties").properties()) {
            var name = property.getKey();
            if (!name.equals(unique)) {
                add("a property forgotten", name, asking(request -> sending(request, sent -> sent.remove(name))));
                add("a property confirmed and not stored", name, (request, server) -> {
                    var kept = new ObjectNode[1];
                    var answer = server.send(sending(request, sent -> {
                        kept[0] = sent.deepCopy();
                        sent.remove(name);
                    }));
                    return answer.status() == 201 && kept[0].has(name)
                            ? Lie.changed(answer, body -> ((ObjectNode) body.get("data")).set(name, kept[0].get(name)))
                            : answer;
                });
            }
        }
        add(
                "text normalized",
                "",
                asking(request -> sending(request, sent -> sent.properties()
                        .forEach(one -> sent.put(
                                one.getKey(),
                                one.getValue().isTextual()
                                        ? Normalizer.normalize(one.getValue().asText(), Normalizer.Form.NFC)
                                        : null)))));
        add(
                "text cut after 30 characters",
                "",
                asking(request -> sending(request, sent -> {
                    if (sent.path("notes").asText().length() > 30) {
                        sent.put("notes", sent.get("notes").asText().substring(0, 30));
                    }
                })));
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
                "",
                (request, server) ->
                        Lie.header(server.send(request), "Location", create.path() + "/" + UUID.randomUUID()));
    }

    private void made(String kind, Consumer<ObjectNode> change) {
        add(kind, "", body(201, answer -> change.accept((ObjectNode) answer.get("data"))));
    }

    private void conflicts() {
        add(
                "a conflict with something else",
                "",
                body(409, error -> error.put("existing_id", UUID.randomUUID().toString())));
        add("a conflict that is said to be of the key", "", body(409, error -> error.put(
                        "code", "idempotency_key_in_use")
                .put("type", "/problems/idempotency_key_in_use")
                .putNull("existing_id")));
        add("another number for one that is taken", "", (request, server) -> {
            var answer = server.send(request);
            return answer.status() == 409
                    ? server.send(sending(request, sent -> sent.put(unique, Values.newPhone())))
                    : answer;
        });
    }

    private void replays() {
        var first = new ConcurrentHashMap<String, Answer>();
        add("carried out anew", "", asking(request -> request.without(KEY)));
        add("a replay with an id of its own", "", body(201, answer -> ((ObjectNode) answer.get("meta"))
                .put("timestamp", Instant.now().toString())));
        add(
                "a replay that does not say so",
                "",
                (request, server) -> without(server.send(request), "Idempotency-Replayed"));
        add("said to be a replay each time", "", (request, server) -> {
            var answer = server.send(request);
            if (answer.status() == 201) {
                answer.headers().put("Idempotency-Replayed", List.of("true"));
            }
            return answer;
        });
        add("a key is enough, whatever the body", "", (request, server) -> {
            var key = request.headers().getOrDefault(KEY, "");
            var answer = server.send(request);
            return key.isEmpty() || answer.status() != 422
                    ? first.computeIfAbsent(key, unknown -> answer) == answer || !key.isEmpty() ? answer : answer
                    : first.get(key);
        });
        add("a key is used twice", "", (request, server) -> {
            var answer = server.send(request);
            return answer.status() == 422 ? server.send(request.without(KEY)) : answer;
        });
    }

    private static Answer without(Answer answer, String header) {
        answer.headers().remove(header);
        return answer;
    }

    private void refusals() {
        add("a misspelled property ignored", "", asking(request -> sending(request, sent -> sent.remove("colour"))));
        add("refused and stored all the same", "", (request, server) -> {
            var answer = server.send(request);
            if (answer.status() == 400) {
                server.send(sending(request, sent -> sent.retain(unique)));
            }
            return answer;
        });
        add("an error that misleads", "another property named", body(400, error -> error.path("errors")
                .forEach(one -> ((ObjectNode) one).put("field", "other"))));
        add("an error that misleads", "nothing named", body(400, error -> error.putArray("errors")));
        add(
                "a number taken for text",
                "",
                asking(request -> sending(request, sent -> sent.properties().stream()
                        .filter(one -> one.getValue().isInt() && !one.getKey().equals(unique))
                        .forEach(one -> sent.put(one.getKey(), one.getValue().asText())))));
    }

    /** Lies of those who read what was created. */
    private void elsewhere() {
        var list = Contract.operation("GET", create.path()).orElseThrow();
        lies.add(Lie.of(
                list,
                "what was just created is missing in the list",
                "",
                (request, server) -> Lie.rows(server.send(request), rows -> {
                    if (Lie.parameter(request, unique).isEmpty()) {
                        rows.removeIf(CreateLies::isNew);
                    }
                })));
        lies.add(Lie.of(
                list,
                "what was just created is not found by its " + unique,
                "",
                (request, server) -> Lie.rows(server.send(request), rows -> {
                    if (!Lie.parameter(request, unique).isEmpty()) {
                        rows.removeIf(CreateLies::isNew);
                    }
                })));
        create.single()
                .ifPresent(single ->
                        lies.add(Lie.of(single, "what was just created is not there", "", (request, server) -> {
                            var answer = server.send(request);
                            return answer.status() == 200 && answer.body().length > 0 && isNew(answer.body("/data"))
                                    ? server.send(request.at(single.path(UUID.randomUUID())))
                                    : answer;
                        })));
    }

    private static boolean isNew(JsonNode row) {
        return Instant.parse(row.get("created_at").asText())
                .isAfter(Instant.now().minusSeconds(60));
    }
}
