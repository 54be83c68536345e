package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.time.Timestamps;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds request bodies and imported lines to the schemas of the contract, and says in the caller's words what is wrong. */
final class ContractSchemas {
    private static final String ADDRESS = "https://inboundflow.app/openapi.yaml";
    private static final String COMPONENTS = "/components/schemas/";

    private final JsonNode contract = read();
    private final SchemaRegistry registry = registry(contract);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private static JsonNode read() {
        try (var file = ContractSchemas.class.getResourceAsStream("/openapi.yaml")) {
            // They are the end of the document. To read all of it would triple what this costs a start.
            var document = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            var end = document.substring(document.indexOf("\n  schemas:\n"));
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(end);
            JsonNode components = new ObjectMapper().valueToTree(yaml);
            var schemas = components.path("schemas");
            // Answers may have more properties one day; what is sent to us has none but the documented ones.
            schemas.forEach(schema -> {
                if (schema.has("properties") && !schema.has("additionalProperties")) {
                    ((ObjectNode) schema).put("additionalProperties", false);
                }
            });
            // We write timestamps with at most microseconds, and cut off what is finer when we read them.
            schemas.findParents("format").stream()
                    .filter(schema -> schema.path("format").asText().equals("date-time"))
                    .forEach(schema -> ((ObjectNode) schema).remove("maxLength"));
            return new ObjectMapper().createObjectNode().set("components", components);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static SchemaRegistry registry(JsonNode contract) {
        var dialect = Dialect.builder(Dialects.getDraft202012())
                .format(format(
                        "date-time", text -> Timestamps.parseStorable(text).isPresent()))
                .format(format("date", Timestamps::isStorableDate))
                .format(format("uuid", Parameter::isUuid))
                .format(format("email", Mailbox::matches))
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        var formatsCount =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDialect(dialect, builder -> builder.schemas(Map.of(ADDRESS, contract.toString()))
                .schemaRegistryConfig(formatsCount));
    }

    private static Format format(String name, Predicate<String> matches) {
        return new Format() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public boolean matches(ExecutionContext context, String value) {
                return matches.test(value);
            }
        };
    }

    /** What is wrong with a document that should be a model of the contract; nothing when it is one. */
    Set<FieldError> check(JsonNode document, Class<?> model) {
        var pointer = COMPONENTS + model.getSimpleName();
        var schema = schemas.computeIfAbsent(
                pointer, component -> registry.getSchema(SchemaLocation.of(ADDRESS + "#" + component)));
        var errors = new LinkedHashSet<FieldError>();
        var broken = schema.validate(document);
        var patterns = broken.stream()
                .filter(error -> error.getKeyword().equals("pattern"))
                .map(ContractSchemas::field)
                .collect(Collectors.toSet());
        for (var error : broken) {
            // What a pattern says of a text includes its length.
            if (!error.getKeyword().endsWith("Length") || !patterns.contains(field(error))) {
                errors.add(rule(error, pointer).brokenBy(field(error), FieldErrorIn.BODY));
            }
        }
        // In messages there may be more than the contract describes.
        checkTexts(document.path("messages"), "messages", errors);
        return errors;
    }

    private static String field(Error error) {
        var path = new StringBuilder();
        for (var i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            var element = error.getInstanceLocation().getElement(i);
            path.append(element instanceof Integer ? "[" + element + "]" : at(path, element.toString()));
        }
        return error.getProperty() == null ? path.toString() : path + at(path, error.getProperty());
    }

    private static String at(CharSequence path, String name) {
        return path.isEmpty() ? name : "." + name;
    }

    private Rule rule(Error error, String component) {
        var place = SchemaPlace.of(contract, contract.at(component), error.getEvaluationPath());
        var bound = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" -> Rule.REQUIRED;
            case "additionalProperties" ->
                Rule.unknownProperty(() -> place.schema().path("properties").fieldNames());
            case "minimum" -> Rule.atLeast(bound.asText());
            case "maximum" -> Rule.atMost(bound.asText());
            case "minLength" -> Rule.tooShort(bound.asInt());
            case "maxLength" -> Rule.tooLong(bound.asInt());
            case "maxItems" -> Rule.tooMany(bound.asInt());
            case "pattern" -> Rule.pattern(bound.asText());
            case "type", "format", "enum" -> place.rule(error.getInstanceNode(), error.getKeyword());
            default -> new Rule("invalid_value", error.getMessage());
        };
    }

    private static void checkTexts(JsonNode value, String path, Set<FieldError> errors) {
        if (value.isTextual() && !isText(value.textValue())) {
            errors.add(Rule.TEXT.brokenBy(path, FieldErrorIn.BODY));
        }
        for (var i = 0; value.isArray() && i < value.size(); i++) {
            checkTexts(value.get(i), path + "[" + i + "]", errors);
        }
        value.properties().forEach(property -> {
            if (!isText(property.getKey())) {
                errors.add(Rule.TEXT.brokenBy(path, FieldErrorIn.BODY));
            }
            checkTexts(property.getValue(), at(path, property.getKey()), errors);
        });
    }

    private static boolean isText(String text) {
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == 0
                    || Character.isSurrogate(character)
                            && !Character.isSurrogatePair(character, ++i < text.length() ? text.charAt(i) : 0)) {
                return false;
            }
        }
        return true;
    }
}
