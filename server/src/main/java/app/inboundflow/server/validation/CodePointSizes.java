package app.inboundflow.server.validation;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.validation.validator.constraints.ConstraintValidator;
import io.micronaut.validation.validator.constraints.DefaultConstraintValidators;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.util.Optional;

/**
 * Measures strings as the contract does. JSON Schema's maxLength counts code points; Java's {@link Size} counts UTF-16
 * units, and an emoji has two of them.
 */
@Singleton
@Replaces(DefaultConstraintValidators.class)
class CodePointSizes extends DefaultConstraintValidators {
    private static final ConstraintValidator<Size, CharSequence> IN_CODE_POINTS = (text, size, context) -> {
        if (text == null) {
            return true;
        }
        var length = length(text);
        return length >= size.intValue("min").orElse(0)
                && length <= size.intValue("max").orElse(Integer.MAX_VALUE);
    };

    CodePointSizes(BeanContext context) {
        super(context);
    }

    @Override
    @SuppressWarnings("unchecked") // for a Size of a CharSequence, which is asked first
    public <A extends Annotation, T> Optional<ConstraintValidator<A, T>> findConstraintValidator(
            Class<A> constraint, Class<T> target) {
        return constraint == Size.class && CharSequence.class.isAssignableFrom(target)
                ? Optional.of((ConstraintValidator<A, T>) IN_CODE_POINTS)
                : super.findConstraintValidator(constraint, target);
    }

    static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
