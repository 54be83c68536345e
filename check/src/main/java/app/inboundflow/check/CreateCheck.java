package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What a POST means: what was created is what is read, once, and what was refused is not there. It leaves objects behind. */
final class CreateCheck {
    private static final String KEY = "Idempotency-Key";

    private final Client client;
    private final Operation create;
    private final Operation list;
    private final Operation single;
    private final String unique;

    CreateCheck(Client client, Operation create) {
        this.client = client;
        this.create = create;
        this.list = Contract.operation("GET", create.path()).orElseThrow();
        this.single = create.single().orElseThrow();
        this.unique =
                Contract.resolve(create.requestBody()).path("required").get(0).asText();
    }

    Stream<Step> steps() {
        var operations = List.of(create.id(), list.id(), single.id());
        return Stream.of(
                new Step(operations, create.id() + ": what was created is what is read", this::create),
                new Step(operations, create.id() + ": a conflict names what is in the way", this::conflict),
                new Step(operations, create.id() + ": a replay is the first answer", this::replay),
                new Step(operations, create.id() + ": what is wrong is refused, and nothing is stored", this::refuse));
    }

    private ObjectNode body(int number) {
        return Values.distinct(create.requestBody(), number);
    }

    private Request request(JsonNode body) {
        return Request.post(create.path(), body.toString());
    }

    private String says() {
        return create.definition().path("description").asText().strip();
    }

    private void create() {
        requireCreated(body(1));
        var least = body(2);
        requireCreated(body(2).retain(unique));
        least.properties().forEach(property -> {
            if (!property.getKey().equals(unique)) {
                least.putNull(property.getKey());
            }
        });
        requireCreated(least);
    }

    private void requireCreated(ObjectNode body) {
        var before = Instant.now();
        var answer = client.expect(201, request(body));
        var made = answer.body("/data");
        // The clocks of two machines may be two minutes apart.
        client.require(
                Rows.created(made).isAfter(before.minusSeconds(120))
                        && made.path("created_at").equals(made.path("updated_at")),
                "created_at: " + Contract.description(create.data(), "/created_at"),
                "What was created at " + before + " has created_at " + made.path("created_at") + " and updated_at "
                        + made.path("updated_at"));
        client.require(
                made.path("source").asText().equals("api")
                        && made.path("total_calls").asInt() == 0
                        && made.path("last_call_at").isNull(),
                says(),
                "What was created with the API has " + made);
        requireAsSent(body, made);
        var location = answer.firstHeader("Location");
        client.require(
                location.endsWith("/" + Rows.id(made)),
                Sentence.LOCATION,
                "Location is " + location + ", the id " + made.path("id"));
        requireSame(made, client.expect(200, Request.get(location)).body("/data"), "at its Location");
        var found = new Rows(client, list)
                .first(100, unique, body.get(unique).asText())
                .items();
        client.require(
                found.size() == 1, says(), "There are " + found.size() + " with " + unique + " " + body.get(unique));
        requireSame(made, found.getFirst(), "by its " + unique);
        var since = Rows.created(made).minus(1, ChronoUnit.MICROS).toString();
        var listed = new Rows(client, list).first(100, "since", since).items();
        requireSame(
                made,
                listed.stream()
                        .filter(row -> Rows.id(row).equals(Rows.id(made)))
                        .findFirst()
                        .orElse(listed.isEmpty() ? made.path("") : listed.getFirst()),
                "in the list");
    }

    private void requireAsSent(ObjectNode body, JsonNode made) {
        for (var property :
                Contract.resolve(create.requestBody()).path("properties").properties()) {
            var sent = body.path(property.getKey());
            client.require(
                    sent.isMissingNode()
                            ? made.path(property.getKey()).isNull()
                            : sent.equals(made.path(property.getKey())),
                    property.getKey() + ": "
                            + property.getValue().path("description").asText(),
                    property.getKey() + " was sent as " + sent + " and is " + made.path(property.getKey()));
        }
    }

    private void requireSame(JsonNode made, JsonNode read, String where) {
        client.require(made.equals(read), says(), "What was created as " + made + "\nis, " + where + ", " + read);
    }

    private void conflict() {
        var body = body(3);
        var made = client.expect(201, request(body)).body("/data");
        var other = body(4);
        other.set(unique, body.get(unique));
        var answer = client.expect(409, request(other));
        client.require(
                answer.body("/existing_id").equals(made.path("id"))
                        && answer.body("/code").asText().equals("contact_exists"),
                says(),
                "The conflict is with " + made.path("id") + ", but it says " + answer);
        requireSame(
                made,
                client.expect(200, Request.get(single.path(Rows.id(made)))).body("/data"),
                "after the conflict");
    }

    private void replay() {
        var key = UUID.randomUUID().toString();
        var body = body(5);
        requireReplayed(201, request(body).with(KEY, key), reordered(body).with(KEY, key));
        var known = body(6);
        known.set(unique, body.get(unique));
        var otherKey = UUID.randomUUID().toString();
        requireReplayed(409, request(known).with(KEY, otherKey), request(known).with(KEY, otherKey));

        var another = body(7);
        var reused = client.send(request(another).with(KEY, key));
        client.require(
                reused.status() == 422, Sentence.REUSED, "Another body with the key of the first answers " + reused);
        requireNone(another);
    }

    /** The same in another order, with white space. */
    private Request reordered(ObjectNode body) {
        var other = body.objectNode();
        body.properties().stream()
                .toList()
                .reversed()
                .forEach(property -> other.set(property.getKey(), property.getValue()));
        return Request.post(create.path(), " " + other + "\n");
    }

    private void requireReplayed(int status, Request request, Request same) {
        var first = client.expect(status, request);
        client.require(
                first.header("Idempotency-Replayed").isEmpty(),
                Sentence.REPLAY,
                "The first answer says that it was replayed: " + first);
        var again = client.send(same);
        client.require(
                again.status() == status
                        && Arrays.equals(first.body(), again.body())
                        && again.header("Idempotency-Replayed").equals(List.of("true"))
                        && first.header("Location").equals(again.header("Location")),
                Sentence.REPLAY,
                "The first answer was " + first + "\nand the second " + again);
    }

    private void refuse() {
        var good = body(8);
        requireRefused(unique, good.deepCopy().without(unique));
        requireRefused("colour", good.deepCopy().put("colour", "red"));
        for (var property :
                Contract.resolve(create.requestBody()).path("properties").properties()) {
            var schema = Contract.resolve(property.getValue());
            requireRefused(property.getKey(), good.deepCopy().put(property.getKey(), 7));
            requireRefused(
                    property.getKey(),
                    good.deepCopy()
                            .put(
                                    property.getKey(),
                                    "+" + "1".repeat(schema.path("maxLength").asInt())));
        }
        client.expect(400, request(good).with(KEY, "two words"));
        client.expect(400, request(good).at(create.path() + "?colour=red"));
        client.expect(400, Request.post(create.path(), good.toString().replaceFirst("}$", "")));
        client.expect(406, request(good).with("Accept", "text/html"));
        client.expect(413, Request.post(create.path(), good.toString().replaceFirst("}$", " ".repeat(65_536) + "}")));
        client.expect(415, request(good).with("Content-Type", "text/plain"));
        client.expect(415, request(good).without("Content-Type"));
        client.expect(415, request(good).with("Content-Encoding", "gzip"));
        var nobody = client.withKey("").send(request(good));
        client.require(List.of(401, 429).contains(nobody.status()), Sentence.NO_KEY, "Without a key: " + nobody);
        requireNone(good);
    }

    private void requireRefused(String field, JsonNode body) {
        var answer = client.expect(400, request(body));
        var error = answer.body("/errors/0");
        client.require(
                error.path("in").asText().equals("body")
                        && error.path("field").asText().equals(field),
                Sentence.ERRORS,
                "What is wrong is the property " + field + " of the body, but errors begin with " + error);
    }

    private void requireNone(JsonNode body) {
        var found = new Rows(client, list).first(100, unique, body.get(unique).asText());
        client.require(found.items().isEmpty(), says(), "It was refused, but " + found.items() + " is there");
    }
}
