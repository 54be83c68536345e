package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Objects to every way in which a response is not what the contract documents: its status, media type, headers and body,
 * and what the prose says of them together.
 *
 * <p>It is networknt's JSON Schema validator on the contract's own schemas, with the little that HTTP adds written out.
 * The Swagger request validator of Atlassian was the other choice: it wraps the same networknt, takes additional properties
 * for good, leaves required response headers and formats to configuration, and tells less about where it objects.
 */
public final class ContractValidator {
    private ContractValidator() {}

    /**
     * What is wrong with an answer; nothing when it is as documented.
     *
     * @param method of the request, in upper case
     * @param path of the request, with or without its query
     */
    public static List<Objection> objections(String method, String path, Answer answer) {
        var operations = answering(method, path);
        var objections = new ArrayList<Objection>();
        if (operations.isEmpty()) {
            objections.add(new Objection("(nothing of this path)", "the contract has no path " + path));
        } else if (Contract.operation(method, path).isEmpty() && answer.status() / 100 != 4) {
            objections.add(new Objection(
                    operations.getFirst().response(405).path("description").asText(),
                    "the contract has no " + method + " here, so the answer must be a refusal"));
        }
        for (var operation : operations) {
            objections(operation, "HEAD".equals(method), answer)
                    .forEach(one -> objections.add(new Objection(one.sentence(), operation.id() + ": " + one.seen())));
        }
        return objections;
    }

    /** The operation that a request is for; with a method that is not documented, all operations of the path. */
    public static List<Operation> answering(String method, String path) {
        return Contract.operation(method, path).map(List::of).orElseGet(() -> Contract.at(path));
    }

    private static List<Objection> objections(Operation operation, boolean head, Answer answer) {
        var response = operation.response(answer.status());
        if (response.isMissingNode()) {
            return List.of(new Objection(
                    "The statuses of " + operation.id() + " are " + operation.statuses() + ".",
                    "status " + answer.status() + " is not documented"));
        }
        var objections = new ArrayList<Objection>();
        response.path("headers")
                .properties()
                .forEach(header -> objections.addAll(
                        headerObjections(header.getKey(), Contract.resolve(header.getValue()), answer)));
        var content = response.path("content").properties().iterator().next();
        var sentence = response.path("description").asText();
        mediaTypeObjection(content.getKey(), answer).ifPresent(seen -> objections.add(new Objection(sentence, seen)));
        if (head) {
            if (answer.body().length > 0) {
                objections.add(new Objection(Sentence.HEAD.toString(), "the answer to HEAD has a body"));
            }
            return objections;
        }
        try {
            var body = answer.json();
            var schema = content.getValue().get("schema");
            Schemas.errors(schema, body)
                    .forEach((place, seen) -> objections.add(
                            new Objection(place + ": " + Contract.description(schema, place), place + " " + seen)));
            objections.addAll(Prose.objections(answer, body));
        } catch (IOException notJson) {
            objections.add(
                    new Objection(sentence, "the body is not one JSON document in UTF-8: " + notJson.getMessage()));
        }
        return objections;
    }

    private static List<Objection> headerObjections(String name, JsonNode header, Answer answer) {
        var values = answer.header(name);
        var sentence = name + ": " + header.path("description").asText();
        if (values.isEmpty()) {
            return header.path("required").asBoolean()
                    ? List.of(new Objection(sentence, "the header " + name + " is missing"))
                    : List.of();
        }
        if (values.size() > 1) {
            return List.of(new Objection(sentence, "the header " + name + " is there " + values.size() + " times"));
        }
        return Schemas.objections(header.get("schema"), scalar(values.get(0), header.get("schema"))).stream()
                .map(objection -> new Objection(sentence, "the header " + name + ": " + objection))
                .toList();
    }

    private static Optional<String> mediaTypeObjection(String documented, Answer answer) {
        var sent = String.join(", ", answer.header("Content-Type"))
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        return sent.equals(documented) || sent.equals(documented + ";charset=utf-8")
                ? Optional.empty()
                : Optional.of("the media type is \"" + sent + "\" instead of " + documented);
    }

    /** Text of a header or a parameter as the JSON that its schema speaks of. */
    public static JsonNode scalar(String text, JsonNode schema) {
        return "integer".equals(Contract.resolve(schema).path("type").asText()) && text.matches("-?[0-9]+")
                ? BigIntegerNode.valueOf(new BigInteger(text))
                : TextNode.valueOf(text);
    }
}
