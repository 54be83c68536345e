package app.inboundflow.server.docs;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.api.model.Meta;
import app.inboundflow.server.problem.DatabaseTrouble;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.ProblemType;
import app.inboundflow.server.problem.Problems;
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

/** Shows an example document for each kind of problem. The server makes real ones in the same way. */
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
                    .writeTree(generator, mapper.writeValueToTree(problem(type).document(META)));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return text.toString();
    }

    private static ProblemException problem(ProblemType type) {
        return switch (type) {
            case INVALID_REQUEST ->
                Problems.invalid(
                        List.of(new FieldError("limit", FieldErrorIn.QUERY, "out_of_range", "must be at most 100")));
            case UNAUTHORIZED -> Problems.unauthorized();
            case INSUFFICIENT_SCOPE -> Problems.insufficientScope("calls:read");
            case NOT_FOUND -> Problems.notFound("call");
            case METHOD_NOT_ALLOWED -> Problems.methodNotAllowed("DELETE", "GET, HEAD");
            case NOT_ACCEPTABLE -> Problems.notAcceptable();
            case CONTACT_EXISTS ->
                Problems.contactExists("+14155551234", UUID.fromString("dbf31702-3468-4639-a5a4-e07f9bdae9a7"));
            case IDEMPOTENCY_KEY_IN_USE -> Problems.idempotencyKeyInUse();
            case PAYLOAD_TOO_LARGE -> Problems.payloadTooLarge();
            case URI_TOO_LONG -> Problems.uriTooLong();
            case UNSUPPORTED_MEDIA_TYPE -> Problems.unsupportedMediaType();
            case IDEMPOTENCY_KEY_REUSED -> Problems.idempotencyKeyReused();
            case RATE_LIMITED -> Problems.quotaUsedUp(60, 12);
            case HEADERS_TOO_LARGE -> Problems.headersTooLarge();
            case INTERNAL_ERROR -> Problems.internalError();
            case SERVICE_UNAVAILABLE -> DatabaseTrouble.unreachable();
        };
    }
}
