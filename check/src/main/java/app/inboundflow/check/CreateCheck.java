package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What a POST means: what was created is what is read, once, and what was refused is not there. It leaves objects behind. */
final class CreateCheck {
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";

    private final Client client;
    private final Operation create;
    private final Operation list;
    private final Operation single;
    private final JsonNode properties;
    private final String unique;

    CreateCheck(Client client, Operation create) {
        this.client = client;
        this.create = create;
        this.list = Contract.operation("GET", create.path()).orElseThrow();
        this.single = create.single().orElseThrow();
        var schema = Contract.resolve(create.requestBody());
        this.properties = schema.path("properties");
        this.unique = schema.path("required").get(0).asText();
    }

    Stream<Step> steps() {
        return Stream.of(
                step("what was created is what is read", this::create),
                step("a conflict names what is in the way", this::conflict),
                step("a replay is the first answer", this::replay),
                step("what is wrong is refused, and nothing is stored", this::refuse));
    }

    private Step step(String name, Step.Body body) {
        return Step.of(create, name, body, list, single);
    }

    private ObjectNode body(int number) {
        return Values.distinct(create.requestBody(), number);
    }

    private Request request(JsonNode body) {
        return Request.post(create.path(), body.toString());
    }

    private List<JsonNode> found(String filter, String value) {
        var rows = new Rows(client, list);
        return rows.pages(rows.all().query(filter, value), Rows.MOST).items();
    }

    private void create() {
        requireCreated(body(1));
        requireCreated(body(2).retain(unique));
        var nulls = body(2);
        nulls.properties().forEach(property -> {
            if (!property.getKey().equals(unique)) {
                property.setValue(nulls.nullNode());
            }
        });
        requireCreated(nulls);
    }

    private void requireCreated(ObjectNode body) {
        var before = Instant.now();
        var answer = client.expect(201, request(body));
        var made = answer.body("/data");
        client.require(
                Rows.created(made).isAfter(before.minusSeconds(Witness.SKEW))
                        && made.path("created_at").equals(made.path("updated_at")),
                "created_at: " + Contract.description(create.data(), "/created_at"),
                "What was created at " + before + " has created_at " + made.path("created_at") + " and updated_at "
                        + made.path("updated_at"));
        client.requireSame(
                create.says(),
                "source, total_calls and last_call_at of what was created",
                List.of("api", "0", "null"),
                texts(made, "source", "total_calls", "last_call_at"));
        properties.properties().forEach(property -> {
            var name = property.getKey();
            client.requireSame(
                    name + ": " + Contract.description(create.requestBody(), "/" + name),
                    name + " of what was created",
                    body.hasNonNull(name) ? body.get(name) : body.nullNode(),
                    made.path(name));
        });
        var location = answer.firstHeader("Location");
        client.requireSame(Sentence.LOCATION, "The id in Location", Rows.id(made), location.replaceFirst(".*/", ""));
        requireRead(made, client.expect(200, Request.get(location)).body("/data"), "at its Location");
        requireRead(List.of(made), found(unique, body.get(unique).asText()), "by its " + unique);
        var since = Rows.created(made).minus(1, ChronoUnit.MICROS).toString();
        var listed = found("since", since).stream()
                .filter(row -> Rows.id(row).equals(Rows.id(made)))
                .toList();
        requireRead(List.of(made), listed, "in the list");
    }

    private static List<String> texts(JsonNode object, String... names) {
        return Stream.of(names).map(object::path).map(JsonNode::asText).toList();
    }

    private void requireRead(Object made, Object read, String where) {
        client.requireSame(create.says(), "What was created, " + where + ",", made, read);
    }

    private void conflict() {
        var body = body(3);
        var made = client.expect(201, request(body)).body("/data");
        var answer = client.expect(409, request(body(4).set(unique, body.get(unique))));
        client.requireSame(
                create.says(),
                "existing_id and code of the conflict",
                List.of(Rows.id(made), "contact_exists"),
                texts(answer.body(""), "existing_id", "code"));
        var after = client.expect(200, Request.get(single.path(Rows.id(made))));
        requireRead(made, after.body("/data"), "after the conflict");
    }

    private void replay() {
        var key = UUID.randomUUID().toString();
        var body = body(5);
        requireReplayed(201, request(body).with(KEY, key), reordered(body).with(KEY, key));
        var taken = request(body(6).set(unique, body.get(unique)))
                .with(KEY, UUID.randomUUID().toString());
        requireReplayed(409, taken, taken);

        var another = body(7);
        client.expect(422, request(another).with(KEY, key));
        requireNone(another);

        var other = UUID.randomUUID().toString();
        client.expect(400, request(another.deepCopy().put("colour", "red")).with(KEY, other));
        var after = client.send(request(another).with(KEY, other));
        client.requireSame(Sentence.KEPT, "The status with the key of what was refused", 201, after.status());
    }

    /** The same in another order, with white space. */
    private Request reordered(ObjectNode body) {
        var other = body.objectNode();
        List.copyOf(body.properties())
                .reversed()
                .forEach(property -> other.set(property.getKey(), property.getValue()));
        return Request.post(create.path(), " " + other + "\n");
    }

    private void requireReplayed(int status, Request request, Request same) {
        var first = client.expect(status, request);
        client.requireSame(Sentence.REPLAY, REPLAYED + " of the first answer", List.of(), first.header(REPLAYED));
        var again = client.send(same);
        client.requireSame(
                Sentence.REPLAY,
                "The second answer",
                List.of(status, List.of("true"), first.header("Location"), first.text()),
                List.of(again.status(), again.header(REPLAYED), again.header("Location"), again.text()));
    }

    private void refuse() {
        var good = body(8);
        requireRefused(unique, good.deepCopy().without(unique));
        requireRefused("colour", good.deepCopy().put("colour", "red"));
        properties.properties().forEach(property -> {
            var name = property.getKey();
            var most = Contract.resolve(property.getValue()).path("maxLength").asInt();
            requireRefused(name, good.deepCopy().put(name, 7));
            requireRefused(name, good.deepCopy().put(name, "+" + "1".repeat(most)));
        });
        var open = good.toString().replaceFirst("}$", "");
        client.expect(400, request(good).with(KEY, "two words"));
        client.expect(400, request(good).at(create.path() + "?colour=red"));
        client.expect(400, Request.post(create.path(), open));
        client.expect(406, request(good).with("Accept", "text/html"));
        client.expect(413, Request.post(create.path(), open + " ".repeat(65_536) + "}"));
        client.expect(415, request(good).with("Content-Type", "text/plain"));
        client.expect(415, request(good).without("Content-Type"));
        client.expect(415, request(good).with("Content-Encoding", "gzip"));
        AnyCheck.requireNobody(client.withKey(""), request(good));
        requireNone(good);
    }

    private void requireRefused(String field, JsonNode body) {
        AnyCheck.requireRefusal(client, "body", field, request(body));
    }

    private void requireNone(JsonNode body) {
        var found = found(unique, body.get(unique).asText());
        client.requireSame(create.says(), "What was refused and is there", List.of(), found);
    }
}
