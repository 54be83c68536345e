package app.inboundflow.server.problem;

import io.micronaut.context.annotation.Factory;
import io.micronaut.validation.validator.constraints.ConstraintValidator;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Measures strings as the contract does: JSON Schema's maxLength counts characters (code points), Java's own {@link Size}
 * UTF-16 units, of which an emoji has two.
 */
@Factory
class Sizes {
    @Singleton
    ConstraintValidator<Size, CharSequence> inCodePoints() {
        return (text, size, context) -> {
            var length = length(text);
            return text == null
                    || length >= size.intValue("min").orElse(0)
                            && length <= size.intValue("max").orElse(Integer.MAX_VALUE);
        };
    }

    static int length(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return Character.codePointCount(text, 0, text.length());
        }
        return value instanceof Collection<?> items ? items.size() : 0;
    }
}
