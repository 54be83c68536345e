package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** createContact in every documented way that needs nothing but a key. It leaves contacts behind. */
final class WritingWalk {
    private static final String PATH = "/v1/contacts";

    private final RecordingClient client;

    WritingWalk(RecordingClient client) {
        this.client = client;
    }

    /** A number that nobody has: there is no country 999. */
    static String newPhone() {
        return "+999" + ThreadLocalRandom.current().nextLong(10_000_000_000L, 99_999_999_999L);
    }

    private static Request create(String phone) {
        return Request.post(PATH, "{\"phone\": \"" + phone + "\"}");
    }

    /** The walk, a step for each kind of request. */
    Stream<DynamicTest> steps() {
        return Stream.of(
                dynamicTest("createContact makes contacts", this::make),
                dynamicTest("createContact replays", this::replay),
                dynamicTest("createContact refuses bad requests", this::refuse));
    }

    private void make() {
        var location = client.expect(201, create(newPhone())).firstHeader("Location");
        client.expect(200, Request.get(location));
        client.expect(201, Request.post(PATH, """
                {"phone": "%s", "name": "John Doe", "email": "john@example.com", "company": "Doe Industries",
                 "notes": "Referred by Maria Garcia 😀"}
                """.formatted(newPhone())));
        client.expect(201, Request.post(PATH, """
                {"phone": "%s", "name": null, "email": null, "company": null, "notes": null}
                """.formatted(newPhone())));
    }

    private void replay() {
        var phone = newPhone();
        var made = create(phone).with("Idempotency-Key", UUID.randomUUID().toString());
        var first = client.expect(201, made);
        var again = client.expect(201, made);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).containsExactly("true");
        assertThat(again.text()).isEqualTo(first.text());

        client.expect(
                422,
                Request.post(PATH, "{\"phone\": \"" + newPhone() + "\"}")
                        .with("Idempotency-Key", made.headers().get("Idempotency-Key")));

        var known = create(phone).with("Idempotency-Key", UUID.randomUUID().toString());
        assertThat(client.expect(409, known).header("Idempotency-Replayed")).isEmpty();
        assertThat(client.expect(409, known).header("Idempotency-Replayed")).containsExactly("true");
    }

    private void refuse() {
        for (var body : List.of(
                "{}",
                "",
                "[]",
                "{\"phone\": null}",
                "{\"phone\": \"4155551234\"}",
                "{\"phone\": \"+14155551234\", \"email\": \"nobody\"}",
                "{\"phone\": \"+14155551234\", \"colour\": \"red\"}",
                "{\"phone\": \"+14155551234\"")) {
            client.expect(400, Request.post(PATH, body));
        }
        var good = create(newPhone());
        client.expect(400, good.with("Idempotency-Key", "two words"));
        client.expect(400, new Request("POST", PATH + "?colour=red", good.headers(), good.body()));
        client.withKey("").expect(401, good);
        client.expect(406, good.with("Accept", "text/html"));
        client.expect(413, Request.post(PATH, "{\"phone\": \"+14155551234\"" + " ".repeat(65_536) + "}"));
        client.expect(415, good.with("Content-Type", "text/plain"));
        client.expect(415, good.without("Content-Type"));
    }
}
