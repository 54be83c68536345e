package app.inboundflow.contract.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the contract says of an answer in words, across fields, where a schema cannot. */
final class Prose {
    private Prose() {}

    static List<String> objections(Answer answer, JsonNode body) {
        var objections = new ArrayList<String>();
        var requestId = body.at("/meta/request_id");
        if (!requestId.asText().equals(answer.firstHeader("X-Request-Id"))) {
            objections.add("meta.request_id is " + requestId + ", the header X-Request-Id "
                    + answer.firstHeader("X-Request-Id"));
        }
        if (body.has("has_more")
                && body.get("has_more").asBoolean() == body.path("next_cursor").isNull()) {
            objections.add("next_cursor is null exactly when has_more is false, but they are " + body.get("next_cursor")
                    + " and " + body.get("has_more"));
        }
        if (answer.status() >= 400 && body.path("status").asInt() != answer.status()) {
            objections.add("the property status is " + body.get("status") + ", the status " + answer.status());
        }
        if (body.has("existing_id")
                && "contact_exists".equals(body.path("code").asText())
                        == body.get("existing_id").isNull()) {
            objections.add("existing_id is there exactly when code is contact_exists, but they are "
                    + body.get("existing_id") + " and " + body.get("code"));
        }
        return objections;
    }
}
