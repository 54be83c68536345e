package app.inboundflow.client.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Reads models so that no value of one property makes the rest unreadable: what a property cannot hold is null there, and an
 * enum value that is newer than the jar is {@code UNKNOWN}; {@link UnknownTexts} keeps the text of both.
 */
public final class LenientModels extends BeanDeserializerModifier {
    /** The attribute of a reader that holds the whole JSON, for the text of objects and arrays. */
    public static final String JSON = "json";

    private static final long serialVersionUID = 1;
    private static final String MODELS = "app.inboundflow.client.model.";

    private LenientModels() {}

    /** The module to register. */
    public static Module module() {
        return new SimpleModule("inboundflow").setDeserializerModifier(new LenientModels());
    }

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
            DeserializationConfig config, JavaType type, BeanDescription description, JsonDeserializer<?> known) {
        return new EnumReader(known);
    }

    @Override
    public BeanDeserializerBuilder updateBuilder(
            DeserializationConfig config, BeanDescription description, BeanDeserializerBuilder builder) {
        if (description.getBeanClass().getName().startsWith(MODELS)) {
            var properties = new ArrayList<SettableBeanProperty>();
            builder.getProperties().forEachRemaining(properties::add);
            properties.forEach(property -> builder.addOrReplaceProperty(new LenientProperty(property), true));
        }
        return builder;
    }

    private static final class EnumReader extends DelegatingDeserializer {
        private static final long serialVersionUID = 1;

        EnumReader(JsonDeserializer<?> known) {
            super(known);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> known) {
            return new EnumReader(known);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var text = parser.getText();
            var value = super.deserialize(parser, context);
            if (UnknownTexts.isUnknown(value)) {
                var place = parser.getParsingContext();
                var property = place.inArray() ? place.getParent() : place;
                UnknownTexts.remember(property.getCurrentValue(), property.getCurrentName(), text);
            }
            return value;
        }
    }

    private static final class LenientProperty extends SettableBeanProperty.Delegating {
        private static final long serialVersionUID = 1;

        LenientProperty(SettableBeanProperty property) {
            super(property);
        }

        @Override
        protected SettableBeanProperty withDelegate(SettableBeanProperty property) {
            return new LenientProperty(property);
        }

        @Override
        public void deserializeAndSet(JsonParser parser, DeserializationContext context, Object model)
                throws IOException {
            delegate.set(model, read(parser, context, model));
        }

        @Override
        public Object deserializeSetAndReturn(JsonParser parser, DeserializationContext context, Object model)
                throws IOException {
            return delegate.setAndReturn(model, read(parser, context, model));
        }

        private @Nullable Object read(JsonParser parser, DeserializationContext context, Object model)
                throws IOException {
            var begun = parser.currentToken();
            var around = begun.isStructStart() ? parser.getParsingContext().getParent() : parser.getParsingContext();
            var begin = parser.currentTokenLocation().getCharOffset();
            Object value = null;
            try {
                value = deserialize(parser, context);
            } catch (JsonMappingException | InputCoercionException | RuntimeException unreadable) {
                rethrowBrokenJson(unreadable);
                while (parser.getParsingContext() != around) {
                    parser.nextToken();
                }
            }
            // Also where an empty text or array reads as null: that there was one is not forgotten.
            if (value == null && begun != JsonToken.VALUE_NULL) {
                var text = begun.isStructStart() ? json(parser, context, begin) : parser.getText();
                UnknownTexts.remember(model, getName(), text);
            }
            return value;
        }

        private static String json(JsonParser parser, DeserializationContext context, long begin) {
            var end = parser.currentLocation().getCharOffset();
            return context.getAttribute(JSON) instanceof String json && begin >= 0 && end <= json.length()
                    ? json.substring((int) begin, (int) end)
                    : "";
        }

        private static void rethrowBrokenJson(Exception unreadable) throws JsonProcessingException {
            for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
                if (cause instanceof StreamReadException broken && !(cause instanceof InputCoercionException)) {
                    throw broken;
                }
            }
        }
    }
}
