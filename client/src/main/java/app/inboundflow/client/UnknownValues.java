package app.inboundflow.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text of enum values that are newer than this jar. Such a value reads as the constant {@code UNKNOWN}; its text is kept
 * beside the model for as long as the model lives.
 */
public final class UnknownValues {
    private static final Map<Reference<?>, Map<String, List<String>>> TEXTS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    private UnknownValues() {}

    /**
     * The texts of the {@code UNKNOWN} values of a model, by the name of the JSON property: {@code {status=[archived]}}; empty
     * when there are none.
     *
     * @param model a model that a client read, such as a call; not a copy of it
     * @return property names and the texts of their values, in their order
     */
    public static Map<String, List<String>> of(Object model) {
        return Map.copyOf(TEXTS.getOrDefault(new Identity(model, null), Map.of()));
    }

    static Module module() {
        return new SimpleModule().setDeserializerModifier(new BeanDeserializerModifier() {
            @Override
            public JsonDeserializer<?> modifyEnumDeserializer(
                    DeserializationConfig config,
                    JavaType type,
                    BeanDescription description,
                    JsonDeserializer<?> known) {
                return new Remembering(known);
            }
        });
    }

    private static void remember(JsonStreamContext place, String text) {
        for (var gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
            TEXTS.remove(gone);
        }
        var property = place.inArray() ? place.getParent() : place;
        TEXTS.computeIfAbsent(new Identity(property.getCurrentValue(), COLLECTED), model -> new ConcurrentHashMap<>())
                .merge(property.getCurrentName(), List.of(text), (some, more) -> Stream.of(some, more)
                        .flatMap(List::stream)
                        .toList());
    }

    private static final class Remembering extends DelegatingDeserializer {
        Remembering(JsonDeserializer<?> known) {
            super(known);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> known) {
            return new Remembering(known);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var text = parser.getText();
            var value = super.deserialize(parser, context);
            if (value instanceof Enum<?> constant && constant.name().equals("UNKNOWN")) {
                remember(parser.getParsingContext(), text);
            }
            return value;
        }
    }

    // Models are equal when their contents are; here each is itself.
    private static final class Identity extends WeakReference<Object> {
        private final int hash;

        Identity(Object model, @Nullable ReferenceQueue<Object> queue) {
            super(model, queue);
            this.hash = System.identityHashCode(model);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Identity identity && get() != null && get() == identity.get();
        }
    }
}
