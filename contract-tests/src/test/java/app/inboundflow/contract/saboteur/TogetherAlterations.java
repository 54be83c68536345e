package app.inboundflow.contract.saboteur;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Breaks what the contract says in words of fields together, by values that each field alone may have. */
final class TogetherAlterations {
    private TogetherAlterations() {}

    static void addAll(JsonNode body, Plan plan) {
        add(plan, body, "/meta/request_id", "another request's", TextNode.valueOf("req_0123456789ab"));
        if (body.has("has_more")) {
            add(
                    plan,
                    body,
                    "/has_more",
                    "not as next_cursor says",
                    BooleanNode.valueOf(!body.get("has_more").asBoolean()));
            add(plan, body, "/next_cursor", "null while has_more is true", NullNode.instance);
        }
        if (body.has("code")) {
            var other = body.get("status").asInt() == 404 ? 410 : 404;
            add(plan, body, "/status", "not the status of the response", IntNode.valueOf(other));
        }
        if (body.has("existing_id")) {
            add(plan, body, "/existing_id", "null while the contact exists", NullNode.instance);
            add(
                    plan,
                    body,
                    "/code",
                    "an id while no contact is in the way",
                    TextNode.valueOf("idempotency_key_in_use"));
        }
    }

    private static void add(Plan plan, JsonNode body, String place, String what, JsonNode value) {
        plan.add(
                new Alteration(Kind.FIELDS_TOGETHER, place, what, Bodies.put(body, JsonPointer.compile(place), value)));
    }
}
