package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.PatternFormat;
import java.math.BigInteger;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contract's schemas as what OpenAPI 3.1 says they are, JSON Schema 2020-12, with formats that are held to. */
public final class Schemas {
    private static final String ATOMS = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*";
    private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";

    /** RFC 5321's mailbox; networknt's own knows the top-level domains of the day, and no .local. */
    private static final Format MAILBOX = PatternFormat.of(
            "email",
            "^(" + ATOMS + "|\"([ !#-\\[\\]-~]|\\\\[ -~])*\")@(" + HOST + "(\\." + HOST + ")*|\\[[0-9A-Fa-f.:IPv]+])$",
            "format.email");

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012()).format(MAILBOX).build(), registry -> registry.schemas(
                            Map.of(Contract.ADDRESS, Contract.root().toString()))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));
    private static final Map<JsonNode, Schema> COMPILED = Collections.synchronizedMap(new IdentityHashMap<>());

    private Schemas() {}

    /** What a schema of the contract objects to in a value; nothing when the value is as documented. */
    public static List<String> objections(JsonNode schema, JsonNode value) {
        return errors(schema, value).entrySet().stream()
                .map(error -> error.getKey() + " " + error.getValue())
                .toList();
    }

    /** Text of a header or a parameter as the JSON that its schema speaks of. */
    public static JsonNode scalar(String text, JsonNode schema) {
        return "integer".equals(Contract.resolve(schema).path("type").asText()) && text.matches("-?[0-9]+")
                ? BigIntegerNode.valueOf(new BigInteger(text))
                : TextNode.valueOf(text);
    }

    /** What a schema objects to, by place, a JSON Pointer into the value. */
    static Map<String, String> errors(JsonNode schema, JsonNode value) {
        var errors = new LinkedHashMap<String, String>();
        COMPILED.computeIfAbsent(schema, REGISTRY::getSchema)
                .validate(value)
                .forEach(error -> errors.merge(
                        error.getInstanceLocation().toString(), error.getMessage(), (a, b) -> a + "; " + b));
        return errors;
    }
}
