package app.inboundflow.client.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.UUID;

/** Makes the answers to one request, which has an id. */
final class Replies {
    private final String requestId =
            "req_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final Store store;

    Replies(Store store) {
        this.store = store;
    }

    Reply success(int status, ObjectNode body) {
        return reply(status, "application/json", body);
    }

    Reply refusal(Refusal refusal) {
        var body = Json.MAPPER
                .createObjectNode()
                .put("type", "/problems/" + refusal.code)
                .put("title", refusal.title())
                .put("status", refusal.status)
                .put("detail", refusal.getMessage())
                .put("code", refusal.code);
        if (refusal.status == 409) {
            body.put("existing_id", refusal.existingId);
        }
        body.set("errors", Json.MAPPER.valueToTree(refusal.errors));
        var reply = reply(refusal.status, "application/problem+json", body);
        reply.headers().putAll(refusal.headers);
        return reply;
    }

    /** The page that the type of a problem leads to. */
    Reply page(String code) {
        if (!Refusal.isKnown(code)) {
            return refusal(Refusal.of(404, "There is no problem " + code + "."));
        }
        var headers = new TreeMap<String, String>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("X-Request-Id", requestId);
        return new Reply(200, headers, (code + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Reply reply(int status, String type, ObjectNode body) {
        body.putObject("meta")
                .put("request_id", requestId)
                .put("timestamp", store.now().toString());
        var headers = new TreeMap<String, String>();
        headers.put("Content-Type", type);
        headers.put("X-Request-Id", requestId);
        try {
            return new Reply(status, headers, Json.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
