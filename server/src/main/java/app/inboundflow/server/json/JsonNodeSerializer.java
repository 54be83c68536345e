package app.inboundflow.server.json;

import io.micronaut.core.type.Argument;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.Encoder;
import io.micronaut.serde.Serializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Writes free-form JSON, such as the messages of a call, however deep it is nested. The serializer of Micronaut 4 gives up
 * beyond 64 levels: it writes what is inside an array or object with the encoder of what is around it.
 */
@Singleton
class JsonNodeSerializer implements Serializer<JsonNode> {
    @Override
    public void serialize(Encoder encoder, EncoderContext context, Argument<? extends JsonNode> type, JsonNode value)
            throws IOException {
        if (value.isArray()) {
            var array = encoder.encodeArray(type);
            for (var item : value.values()) {
                serialize(array, context, type, item);
            }
            array.finishStructure();
        } else if (value.isObject()) {
            var object = encoder.encodeObject(type);
            for (var entry : value.entries()) {
                object.encodeKey(entry.getKey());
                serialize(object, context, type, entry.getValue());
            }
            object.finishStructure();
        } else if (value.isString()) {
            encoder.encodeString(value.getStringValue());
        } else if (value.isBoolean()) {
            encoder.encodeBoolean(value.getBooleanValue());
        } else if (value.isNumber()) {
            encode(encoder, value.getNumberValue());
        } else {
            encoder.encodeNull();
        }
    }

    private static void encode(Encoder encoder, Number number) throws IOException {
        switch (number) {
            case Integer whole -> encoder.encodeInt(whole);
            case Long whole -> encoder.encodeLong(whole);
            case BigInteger whole -> encoder.encodeBigInteger(whole);
            case BigDecimal decimal -> encoder.encodeBigDecimal(decimal);
            default -> encoder.encodeBigDecimal(new BigDecimal(number.toString()));
        }
    }
}
