package app.inboundflow.client.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates contacts, once for each Idempotency-Key. */
final class Contacts {
    static final String PHONE = "\\+[1-9][0-9]{1,14}";
    private static final String EMAIL = "[!-?A-~]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*";

    private static final Map<String, Integer> LONGEST = new LinkedHashMap<>();

    static {
        LONGEST.put("phone", 16);
        LONGEST.put("name", 200);
        LONGEST.put("email", 254);
        LONGEST.put("company", 200);
        LONGEST.put("notes", 5000);
    }

    private final Store store;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    Contacts(Store store) {
        this.store = store;
    }

    private record Kept(JsonNode body, Reply reply) {}

    /** Makes the reply to a creation, or gives the first reply again. */
    synchronized Reply create(byte[] bytes, @Nullable String key, Replies replies) {
        if (key != null && !key.matches("[!-~]{1,255}")) {
            throw Refusal.field(
                    "Idempotency-Key", "header", "invalid_format", "must be 1 to 255 visible ASCII characters");
        }
        var body = read(bytes);
        var earlier = key == null ? null : kept.get(key);
        if (earlier != null) {
            if (!earlier.body.equals(body)) {
                throw Refusal.of(
                        422,
                        "Use a new Idempotency-Key for a new request; this one belongs to a request with another"
                                + " body.");
            }
            return earlier.reply.with("Idempotency-Replayed", "true");
        }
        var reply = create(body, replies);
        if (key != null) {
            kept.put(key, new Kept(body, reply));
        }
        return reply;
    }

    private Reply create(ObjectNode body, Replies replies) {
        var phone = body.get("phone").asText();
        var known = store.select(
                Kind.CONTACTS, row -> phone.equals(row.json().get("phone").asText()));
        if (!known.isEmpty()) {
            return replies.refusal(
                    Refusal.contactExists(phone, known.get(0).id().toString()));
        }
        var contact = Json.MAPPER.createObjectNode();
        for (var property : new String[] {"id", "phone", "name", "email", "company"}) {
            contact.set(property, body.get(property));
        }
        contact.put("source", "api")
                .put("total_calls", 0)
                .putNull("last_call_at")
                .set("notes", body.get("notes"));
        var row = store.add(Kind.CONTACTS, contact);
        var answer = Json.MAPPER.createObjectNode();
        answer.set("data", row.json());
        return replies.success(201, answer).with("Location", "/v1/contacts/" + row.id());
    }

    private static ObjectNode read(byte[] bytes) {
        JsonNode body;
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            body = Json.MAPPER.readTree(text.toString());
        } catch (CharacterCodingException | JsonProcessingException malformed) {
            throw Refusal.field("", "body", "malformed", "must be one JSON document in UTF-8");
        }
        if (!(body instanceof ObjectNode object)) {
            throw Refusal.field("", "body", "invalid_type", "must be an object");
        }
        object.properties().forEach(property -> check(property.getKey(), property.getValue()));
        if (!object.hasNonNull("phone")) {
            throw Refusal.field("phone", "body", "required", "is required");
        }
        // Null is the same as leaving a property out.
        LONGEST.keySet().stream().filter(name -> !object.has(name)).forEach(object::putNull);
        return object;
    }

    private static void check(String name, JsonNode value) {
        var longest = LONGEST.get(name);
        if (longest == null) {
            throw Refusal.field(
                    name, "body", "unknown", "is not a property; these are: " + String.join(", ", LONGEST.keySet()));
        }
        if (value.isNull() && !name.equals("phone")) {
            return;
        }
        if (!value.isTextual()) {
            throw Refusal.field(name, "body", "invalid_type", "must be a text");
        }
        var text = value.asText();
        var length = text.codePointCount(0, text.length());
        if (length < 1 || length > longest) {
            throw Refusal.field(
                    name,
                    "body",
                    length < 1 ? "too_short" : "too_long",
                    length < 1 ? "must not be empty" : "must have at most " + longest + " characters");
        }
        if (name.equals("phone") && !text.matches(PHONE)) {
            throw Refusal.field(name, "body", "invalid_format", "must be in E.164 form, such as +14155551234");
        }
        if (name.equals("email") && !text.matches(EMAIL)) {
            throw Refusal.field(name, "body", "invalid_format", "must be an email address in ASCII");
        }
        if (text.codePoints().anyMatch(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF)) {
            throw Refusal.field(name, "body", "invalid_format", "must not contain U+0000 or a lone surrogate");
        }
    }
}
