package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Objects to every way in which a response is not what the contract documents: its status, media type, headers and body,
 * and what the prose says of them together.
 *
 * <p>It is networknt's JSON Schema validator on the contract's own schemas, with the little that HTTP adds written out.
 * The Swagger request validator of Atlassian was the other choice: it wraps the same networknt, takes additional properties
 * for good, leaves required response headers and formats to configuration, and tells less about where it objects.
 */
public final class ContractValidator {
    private final Operation operation;
    private final Answer answer;
    private final List<Objection> objections = new ArrayList<>();

    private ContractValidator(Operation operation, Answer answer) {
        this.operation = operation;
        this.answer = answer;
    }

    /**
     * What is wrong with an answer; nothing when it is as documented.
     *
     * @param method of the request, in upper case
     * @param path of the request, with or without its query
     */
    public static List<Objection> objections(String method, String path, Answer answer) {
        var operations = answering(method, path);
        if (operations.isEmpty()) {
            return List.of(new Objection("(nothing of this path)", "the contract has no path " + path));
        }
        var objections = new ArrayList<Objection>();
        for (var operation : operations) {
            var validator = new ContractValidator(operation, answer);
            validator.require(
                    Contract.operation(method, path).isPresent() || answer.status() / 100 == 4,
                    operation.response(405).path("description").asText(),
                    "the contract has no " + method + " here, so the answer must be a refusal");
            validator.validate("HEAD".equals(method));
            objections.addAll(validator.objections);
        }
        return objections;
    }

    /** The operation that a request is for; with a method that is not documented, all operations of the path. */
    public static List<Operation> answering(String method, String path) {
        return Contract.operation(method, path).map(List::of).orElseGet(() -> Contract.at(path));
    }

    private void require(boolean holds, Object sentence, String seen) {
        if (!holds) {
            objections.add(new Objection(sentence.toString(), operation.id() + ": " + seen));
        }
    }

    private void validate(boolean head) {
        var response = operation.response(answer.status());
        if (response.isMissingNode()) {
            require(
                    false,
                    "The statuses of " + operation.id() + " are " + operation.statuses() + ".",
                    "status " + answer.status() + " is not documented");
            return;
        }
        response.path("headers")
                .properties()
                .forEach(header -> header(header.getKey(), Contract.resolve(header.getValue())));
        var sentence = response.path("description").asText();
        var mediaType = operation.mediaType(answer.status());
        var sent = String.join(", ", answer.header("Content-Type"))
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        require(
                List.of(mediaType, mediaType + ";charset=utf-8").contains(sent),
                sentence,
                "the media type is \"" + sent + "\" instead of " + mediaType);
        if (head) {
            require(answer.body().length == 0, Sentence.HEAD, "the answer to HEAD has a body");
            return;
        }
        try {
            var body = answer.json();
            var schema = operation.body(answer.status());
            Schemas.errors(schema, body)
                    .forEach((place, seen) ->
                            require(false, place + ": " + Contract.description(schema, place), place + " " + seen));
            prose(body);
        } catch (IOException notJson) {
            require(false, sentence, "the body is not one JSON document in UTF-8: " + notJson.getMessage());
        }
    }

    private void header(String name, JsonNode header) {
        var values = answer.header(name);
        var sentence = name + ": " + header.path("description").asText();
        require(
                values.size() == 1
                        || values.isEmpty() && !header.path("required").asBoolean(),
                sentence,
                "the header " + name + " is there " + values.size() + " times");
        var schema = header.get("schema");
        values.stream()
                .flatMap(value -> Schemas.objections(schema, Schemas.scalar(value, schema)).stream())
                .forEach(objection -> require(false, sentence, "the header " + name + ": " + objection));
    }

    /** What the contract says in words, across fields, where a schema cannot. */
    private void prose(JsonNode body) {
        var id = body.at("/meta/request_id");
        var header = answer.firstHeader("X-Request-Id");
        require(
                id.asText().equals(header),
                Sentence.REQUEST_ID,
                "meta.request_id is " + id + ", the header X-Request-Id " + header);
        var cursor = body.path("next_cursor");
        var hasMore = body.path("has_more");
        require(
                hasMore.isMissingNode() || hasMore.asBoolean() != cursor.isNull(),
                Sentence.LAST_PAGE,
                "next_cursor is " + cursor + " while has_more is " + hasMore);
        if (answer.status() < 400) {
            return;
        }
        var status = body.path("status");
        require(
                status.asInt() == answer.status(),
                Sentence.STATUS,
                "the property status is " + status + ", the status " + answer.status());
        var type = body.path("type");
        var code = body.path("code");
        require(
                type.asText().endsWith("/" + code.asText()),
                Sentence.PROBLEM_PAGE,
                "type is " + type + ", which is not the page of the code " + code);
        var existing = body.path("existing_id");
        require(
                existing.isMissingNode() || code.asText().equals("contact_exists") != existing.isNull(),
                Sentence.EXISTING,
                "existing_id is " + existing + " while code is " + code);
    }
}
