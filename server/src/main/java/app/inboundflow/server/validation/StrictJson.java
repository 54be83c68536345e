package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.micronaut.core.type.Argument;
import io.micronaut.jackson.core.tree.JsonNodeTreeCodec;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.JsonStreamConfig;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads JSON into the generated models and holds it to the contract: no value is converted to another type, unknown
 * properties are errors, and all mistakes are named at once. Numbers in free-form parts keep every digit.
 */
@Singleton
public class StrictJson {
    private static final String MALFORMED = "must be well-formed JSON in UTF-8";
    private static final char REPLACEMENT = '\uFFFD';
    /** The size of names and texts is bounded by that of the document. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(1_000)
            .maxNumberLength(1_000)
            .maxNameLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final JsonNodeTreeCodec EXACT =
            JsonNodeTreeCodec.getInstance().withConfig(JsonStreamConfig.DEFAULT.withUseBigDecimalForFloats(true));

    private static final ObjectMapper TREES = com.fasterxml.jackson.databind.json.JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final JsonMapper mapper;
    private final ContractSchemas schemas = new ContractSchemas();

    StrictJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Reads a document into a model.
     *
     * @param model whose name is that of the schema in the contract
     * @throws ProblemException a 400 that names every property at fault
     */
    public <T> T read(byte[] utf8, Class<T> model) {
        try {
            return mapper.readValueFromTree(exact(tree(utf8, model)), Argument.of(model));
        } catch (IOException unforeseen) {
            throw new UncheckedIOException("a document that fits its schema was not readable", unforeseen);
        }
    }

    /** Reads a document like {@link #read}, as the tree that fits the model's schema. */
    public com.fasterxml.jackson.databind.JsonNode tree(byte[] utf8, Class<?> model) {
        var document = tree(utf8);
        var errors = schemas.check(document, model);
        if (!errors.isEmpty()) {
            throw Problems.invalid(List.copyOf(errors));
        }
        return document;
    }

    /** Reads any document, exactly. */
    public static JsonNode parse(byte[] utf8) {
        try {
            return exact(tree(utf8));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a tree is always readable", impossible);
        }
    }

    private static JsonNode exact(com.fasterxml.jackson.databind.JsonNode document) throws IOException {
        return EXACT.readTree(document.traverse());
    }

    /** Reads any document as a tree, exactly. */
    public static com.fasterxml.jackson.databind.JsonNode tree(byte[] utf8) {
        try (var parser = FACTORY.createParser(text(utf8))) {
            return document(parser);
        } catch (JsonProcessingException malformed) {
            var place = malformed.getLocation();
            throw malformed(
                    MALFORMED + "; it goes wrong at line " + place.getLineNr() + ", column " + place.getColumnNr());
        } catch (IOException impossible) {
            throw malformed(MALFORMED);
        }
    }

    private static com.fasterxml.jackson.databind.JsonNode document(JsonParser parser) throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw malformed("must be a JSON object; there is none");
            }
            var document = TREES.<com.fasterxml.jackson.databind.JsonNode>readTree(parser);
            if (parser.nextToken() != null) {
                throw malformed("must be a single JSON document; more follows it");
            }
            return document;
        } catch (StreamConstraintsException beyond) {
            throw malformed(
                    parser.getParsingContext().getNestingDepth() >= LIMITS.getMaxNestingDepth()
                            ? "must not be nested more than " + LIMITS.getMaxNestingDepth() + " levels deep"
                            : "must not have numbers of more than " + LIMITS.getMaxNumberLength() + " digits");
        }
    }

    /** Decodes UTF-8 strictly. A JSON parser that gets the bytes would also take UTF-16 and overlong forms. */
    private static String text(byte[] utf8) {
        var text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(utf8);
        }
        // RFC 8259 allows to ignore a byte order mark, which some editors write.
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** What stands for broken UTF-8 may also be meant. */
    private static void requireUtf8(byte[] utf8) {
        var bytes = ByteBuffer.wrap(utf8);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException broken) {
            throw malformed(MALFORMED + "; it goes wrong at byte " + (bytes.position() + 1));
        }
    }

    /** Writes any tree, exactly: what {@link #tree} reads again as it was. */
    public static byte[] bytes(com.fasterxml.jackson.databind.JsonNode document) {
        try {
            return TREES.writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("a tree is always JSON", impossible);
        }
    }

    private static ProblemException malformed(String message) {
        return Problems.invalid(List.of(new FieldError("", FieldErrorIn.BODY, "malformed", message)));
    }
}
