package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the contract says of one answer in words, across fields, where a schema cannot. */
final class Prose {
    private Prose() {}

    static List<Objection> objections(Answer answer, JsonNode body) {
        var objections = new ArrayList<Objection>();
        var requestId = body.at("/meta/request_id");
        if (!requestId.asText().equals(answer.firstHeader("X-Request-Id"))) {
            objections.add(new Objection(
                    Sentence.REQUEST_ID.toString(),
                    "meta.request_id is " + requestId + ", the header X-Request-Id "
                            + answer.firstHeader("X-Request-Id")));
        }
        if (body.has("has_more")
                && body.get("has_more").asBoolean() == body.path("next_cursor").isNull()) {
            objections.add(new Objection(
                    Sentence.LAST_PAGE.toString(),
                    "next_cursor is " + body.get("next_cursor") + " while has_more is " + body.get("has_more")));
        }
        if (answer.status() >= 400) {
            error(answer, body, objections);
        }
        return objections;
    }

    private static void error(Answer answer, JsonNode body, List<Objection> objections) {
        if (body.path("status").asInt() != answer.status()) {
            objections.add(new Objection(
                    Sentence.STATUS.toString(),
                    "the property status is " + body.get("status") + ", the status " + answer.status()));
        }
        if (!body.path("type").asText().endsWith("/" + body.path("code").asText())) {
            objections.add(new Objection(
                    Sentence.PROBLEM_PAGE.toString(),
                    "type is " + body.get("type") + ", which is not the page of the code " + body.get("code")));
        }
        if (body.has("existing_id")
                && "contact_exists".equals(body.path("code").asText())
                        == body.get("existing_id").isNull()) {
            objections.add(new Objection(
                    Sentence.EXISTING.toString(),
                    "existing_id is " + body.get("existing_id") + " while code is " + body.get("code")));
        }
    }
}
