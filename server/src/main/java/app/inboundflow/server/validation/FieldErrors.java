package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
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
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Says in the caller's words which parameter breaks which rule: the names and rules of the contract, not those of Java. */
final class FieldErrors {
    private static final Map<Class<?>, String> FORMATS = Map.of(
            OffsetDateTime.class,
            "date-time",
            LocalDate.class,
            "date",
            UUID.class,
            "uuid",
            Integer.class,
            "integer",
            Boolean.class,
            "boolean",
            String.class,
            "string",
            List.class,
            "array");

    private FieldErrors() {}

    /** What a broken constraint on an argument of an operation means. */
    static FieldError of(ConstraintViolation<?> violation, Argument<?>... arguments) {
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
                names.add(NameUtils.underscoreSeparate(node.getName()).toLowerCase(Locale.ROOT));
            }
        }
        return error(String.join(".", names), where, rule(violation));
    }

    /** What it means that a value cannot be read as the type of an argument. */
    static FieldError unreadable(Argument<?> argument) {
        var type = argument.getType();
        var rule = type.isEnum()
                ? Rule.oneOf(Arrays.stream(type.getEnumConstants())
                        .map(Object::toString)
                        .toList())
                : Rule.of(FORMATS.getOrDefault(type, "object"));
        return error(in(argument) == FieldErrorIn.BODY ? "" : name(argument), in(argument), rule);
    }

    /** What it means that an argument is missing. */
    static FieldError missing(Argument<?> argument) {
        return in(argument) == FieldErrorIn.BODY
                ? new FieldError("", FieldErrorIn.BODY, "required", "must be a JSON object; the request has none")
                : error(name(argument), in(argument), Rule.REQUIRED);
    }

    static FieldError error(String field, FieldErrorIn in, Rule rule) {
        return new FieldError(field, in, rule.code(), rule.message());
    }

    private static Rule rule(ConstraintViolation<?> violation) {
        return switch (violation.getConstraintDescriptor().getAnnotation()) {
            case NotNull required -> Rule.REQUIRED;
            case Min min -> Rule.atLeast(min.value());
            case Max max -> Rule.atMost(max.value());
            case Size size -> size(size, violation.getInvalidValue());
            case Pattern pattern -> Rule.pattern(pattern.regexp());
            case Email email -> Rule.of("email");
            default -> new Rule("invalid_value", violation.getMessage());
        };
    }

    private static Rule size(Size size, Object value) {
        if (!(value instanceof CharSequence text)) {
            return Rule.tooMany(size.max());
        }
        return CodePointSizes.length(text) < size.min() ? Rule.tooShort(size.min()) : Rule.tooLong(size.max());
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
