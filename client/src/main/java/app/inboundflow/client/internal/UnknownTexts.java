package app.inboundflow.client.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of values that a model has no value for, kept beside the model for as long as it lives. */
public final class UnknownTexts {
    private static final Map<Reference<?>, Map<String, List<String>>> TEXTS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    private UnknownTexts() {}

    /** The texts of a model, by the name of the JSON property. */
    public static Map<String, List<String>> of(Object model) {
        return Map.copyOf(TEXTS.getOrDefault(new Identity(model, null), Map.of()));
    }

    static void remember(Object model, String property, String text) {
        for (var gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
            TEXTS.remove(gone);
        }
        TEXTS.computeIfAbsent(new Identity(model, COLLECTED), unknown -> new ConcurrentHashMap<>())
                .merge(property, List.of(text), (some, more) -> Stream.of(some, more)
                        .flatMap(List::stream)
                        .toList());
    }

    static boolean isUnknown(@Nullable Object value) {
        return value instanceof Enum<?> constant && constant.name().equals("UNKNOWN");
    }

    /** Writes an enum of the models; {@code UNKNOWN} as the text that it was read from, with any ObjectMapper of Jackson 2. */
    public static final class Writer extends JsonSerializer<Enum<?>> {
        @Override
        public void serialize(Enum<?> value, JsonGenerator out, SerializerProvider provider) throws IOException {
            for (var text : isUnknown(value) ? texts(value, out) : List.of(value.toString())) {
                out.writeString(text);
            }
        }

        /** One, unless several different values have become the only UNKNOWN of a set. */
        private static List<String> texts(Enum<?> value, JsonGenerator out) {
            var place = out.getOutputContext();
            var values = place.inArray() ? place.getCurrentValue() : null;
            var property = place.inArray() ? place.getParent() : place;
            var model = property.getCurrentValue();
            var texts = model == null || property.getCurrentName() == null
                    ? List.<String>of()
                    : of(model).getOrDefault(property.getCurrentName(), List.of());
            if (values instanceof Set<?> && !texts.isEmpty()) {
                return texts;
            }
            var before = values instanceof List<?> list
                    ? (int) list.stream()
                            .limit(place.getCurrentIndex() + 1L)
                            .filter(UnknownTexts::isUnknown)
                            .count()
                    : 0;
            return List.of(before < texts.size() ? texts.get(before) : value.toString());
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
