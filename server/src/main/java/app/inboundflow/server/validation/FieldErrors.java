package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.time.Timestamps;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Says in the caller's words which field breaks which rule: wire names, and rules instead of Java's complaints. */
public final class FieldErrors {
    /** What every text must be, in words: what neither PostgreSQL nor UTF-8 can hold is refused. */
    public static final String TEXT_RULE = "must not contain U+0000 or lone surrogates";

    /** The contract's patterns in words; a test finds the ones that are missing. */
    static final Map<String, String> PATTERNS = Map.of(
            "^\\+[1-9][0-9]{1,14}$",
            "must be a phone number in E.164 form, such as +14155551234",
            "^[A-Za-z0-9_-]+$",
            "must be a next_cursor of this list",
            "^[!-~]+$",
            "must consist of visible ASCII characters",
            "^https?://[!-~]+$",
            "must be an http or https URL",
            "^[^\\u0000\\uD800-\\uDFFF]*$",
            TEXT_RULE);

    private FieldErrors() {}

    /**
     * What a broken constraint of the contract means.
     *
     * @param violation found in the arguments of an operation, or in a model (then all of it is taken for the body)
     * @param arguments the arguments of the operation; none for a model
     */
    public static FieldError of(ConstraintViolation<?> violation, Argument<?>... arguments) {
        var where = FieldErrorIn.BODY;
        var names = new ArrayList<String>();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                var argument = Arrays.stream(arguments)
                        .filter(candidate -> candidate.getName().equals(node.getName()))
                        .findFirst()
                        .orElseThrow();
                where = in(argument);
                if (where != FieldErrorIn.BODY) {
                    names.add(name(argument));
                }
            } else if (node.getKind() == ElementKind.PROPERTY) {
                names.add(NameUtils.underscoreSeparate(node.getName()).toLowerCase(Locale.ROOT)
                        + (node.getIndex() == null ? "" : "[" + node.getIndex() + "]"));
            }
        }
        var rule = rule(violation);
        return new FieldError(String.join(".", names), where, rule.code(), rule.message());
    }

    /** What it means that a value cannot be read as the type of an argument. */
    public static FieldError unreadable(Argument<?> argument) {
        var rule = type(argument.getType());
        return new FieldError(
                in(argument) == FieldErrorIn.BODY ? "" : name(argument), in(argument), rule.code(), rule.message());
    }

    /** What it means that an argument is missing. */
    public static FieldError missing(Argument<?> argument) {
        return in(argument) == FieldErrorIn.BODY
                ? new FieldError("", FieldErrorIn.BODY, "required", "must be a JSON object; the request has none")
                : new FieldError(name(argument), in(argument), "required", "is required");
    }

    /** A rule: its stable code and its words. */
    public record Rule(String code, String message) {}

    /** The rule for values of a Java type, as it appears in the generated models. */
    public static Rule type(Class<?> type) {
        if (type.isEnum()) {
            return new Rule(
                    "invalid_value",
                    "must be one of: "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(Object::toString)
                                    .collect(Collectors.joining(", ")));
        }
        if (type == OffsetDateTime.class) {
            return new Rule("invalid_format", Timestamps.RULE);
        }
        if (type == LocalDate.class) {
            return new Rule("invalid_format", "must be a date, such as 2026-02-25");
        }
        if (type == UUID.class) {
            return new Rule("invalid_format", "must be a UUID, such as 07f51470-ef1d-421c-a847-36e98732bb9b");
        }
        if (type == Integer.class) {
            return new Rule("invalid_type", "must be a whole number");
        }
        if (type == Boolean.class) {
            return new Rule("invalid_type", "must be true or false");
        }
        if (type == String.class) {
            return new Rule("invalid_type", "must be a string");
        }
        if (List.class.isAssignableFrom(type)) {
            return new Rule("invalid_type", "must be an array");
        }
        return new Rule("invalid_type", "must be a JSON object");
    }

    private static Rule rule(ConstraintViolation<?> violation) {
        Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
        if (constraint instanceof NotNull) {
            return new Rule("required", "is required");
        }
        if (constraint instanceof Min min) {
            return new Rule("out_of_range", "must be at least " + min.value());
        }
        if (constraint instanceof Max max) {
            return new Rule("out_of_range", "must be at most " + max.value());
        }
        if (constraint instanceof Size size) {
            if (violation.getInvalidValue() instanceof CharSequence text) {
                return CodePointSizes.length(text) < size.min()
                        ? new Rule("too_short", "must have at least " + characters(size.min()))
                        : new Rule("too_long", "must have at most " + characters(size.max()));
            }
            return new Rule("too_long", "must have at most " + size.max() + " items");
        }
        if (constraint instanceof Pattern pattern) {
            return new Rule(
                    "invalid_format", PATTERNS.getOrDefault(pattern.regexp(), "must match " + pattern.regexp()));
        }
        if (constraint instanceof Email) {
            return new Rule("invalid_format", "must be an email address, such as john@example.com");
        }
        return new Rule("invalid_value", violation.getMessage());
    }

    private static String characters(int count) {
        return count + (count == 1 ? " character" : " characters");
    }

    private static FieldErrorIn in(Argument<?> argument) {
        AnnotationMetadata annotations = argument.getAnnotationMetadata();
        if (annotations.hasAnnotation(QueryValue.class)) {
            return FieldErrorIn.QUERY;
        }
        if (annotations.hasAnnotation(PathVariable.class)) {
            return FieldErrorIn.PATH;
        }
        return annotations.hasAnnotation(Header.class) ? FieldErrorIn.HEADER : FieldErrorIn.BODY;
    }

    private static String name(Argument<?> argument) {
        AnnotationMetadata annotations = argument.getAnnotationMetadata();
        return annotations
                .stringValue(QueryValue.class)
                .or(() -> annotations.stringValue(PathVariable.class))
                .or(() -> annotations.stringValue(Header.class))
                .orElse(argument.getName());
    }
}
