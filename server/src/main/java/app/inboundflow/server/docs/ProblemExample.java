package app.inboundflow.server.docs;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.api.model.Meta;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.ProblemRenderer;
import app.inboundflow.server.problem.ProblemType;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.micronaut.jackson.core.tree.JsonNodeTreeCodec;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** What the document of a problem looks like, made the way that real ones are. */
@Singleton
class ProblemExample {
    private static final Meta META =
            new Meta("req_034e44e17b7670f0b7d0c1a5", OffsetDateTime.parse("2026-02-24T21:05:00Z"));
    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    private final JsonMapper mapper;

    ProblemExample(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** The JSON of a problem of this kind, for people. */
    String json(ProblemType type) {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter(SEPARATORS);
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        var text = new StringWriter();
        try (var generator = new JsonFactory().createGenerator(text).setPrettyPrinter(printer)) {
            JsonNodeTreeCodec.getInstance()
                    .writeTree(generator, mapper.writeValueToTree(ProblemRenderer.document(problem(type), META)));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return text.toString();
    }

    private static ProblemException problem(ProblemType type) {
        return switch (type) {
            case INVALID_REQUEST ->
                ProblemException.invalid(
                        List.of(new FieldError("limit", FieldErrorIn.QUERY, "out_of_range", "must be at most 100")));
            case UNAUTHORIZED -> ProblemException.unauthorized();
            case INSUFFICIENT_SCOPE -> ProblemException.of(type, "This operation needs the scope calls:read.");
            case NOT_FOUND -> ProblemException.notFound("call");
            case METHOD_NOT_ALLOWED -> ProblemException.of(type, "DELETE is not possible here; these are: GET, HEAD.");
            case NOT_ACCEPTABLE -> ProblemException.of(type, "This path answers with application/json.");
            case CONTACT_EXISTS ->
                ProblemException.contactExists("+14155551234", UUID.fromString("dbf31702-3468-4639-a5a4-e07f9bdae9a7"));
            case IDEMPOTENCY_KEY_IN_USE ->
                ProblemException.of(type, "A request with this Idempotency-Key is still running.");
            case PAYLOAD_TOO_LARGE -> ProblemException.of(type, "A request body is at most 65536 bytes.");
            case URI_TOO_LONG -> ProblemException.of(type, "The path and query are too long.");
            case UNSUPPORTED_MEDIA_TYPE ->
                ProblemException.of(type, "Send the body as Content-Type: application/json.");
            case IDEMPOTENCY_KEY_REUSED ->
                ProblemException.of(
                        type,
                        "Use a new Idempotency-Key for a new request; this one belongs to a request with another body.");
            case RATE_LIMITED ->
                ProblemException.of(type, "This key may make 60 requests a minute. Try again in 12 seconds.");
            case HEADERS_TOO_LARGE -> ProblemException.of(type, "The headers are too large.");
            case INTERNAL_ERROR ->
                ProblemException.of(
                        type, "It was logged under the id of this request, which helps when you ask for help.");
            case SERVICE_UNAVAILABLE ->
                ProblemException.of(type, "The database cannot be reached. Try again in 5 seconds.");
        };
    }
}
