package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.time.Timestamps;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A parameter of an operation, as the generated interface has it of the contract. The text that was sent is held to it, not what
 * the framework would make of it: an enum in any case, a UUID of any length, a number in digits of any script.
 *
 * @param name in the contract
 * @param constraints all that a valid text fulfils
 */
record Parameter(String name, FieldErrorIn in, List<Constraint> constraints) {
    private static final String UUID_FORM = "00000000-0000-0000-0000-000000000000";
    /** One character class, once or more often. */
    private static final Pattern OF_EQUAL_CHARACTERS = Pattern.compile("\\^\\[[^\\[\\]\\\\&]+\\]\\+\\$");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

    /** What a text must fulfil, and the rule it breaks otherwise. */
    record Constraint(Predicate<String> condition, Rule rule) {}

    /** The parameters of an operation, by the method of its generated interface; the body is none. */
    static List<Parameter> of(Method operation) {
        return Arrays.stream(operation.getParameters()).flatMap(Parameter::of).toList();
    }

    private static Stream<Parameter> of(java.lang.reflect.Parameter declared) {
        return Arrays.stream(declared.getAnnotations()).flatMap(annotation -> switch (annotation) {
            case QueryValue query -> Stream.of(of(query.value(), FieldErrorIn.QUERY, declared));
            case PathVariable path -> Stream.of(of(path.value(), FieldErrorIn.PATH, declared));
            case Header header -> Stream.of(of(header.value(), FieldErrorIn.HEADER, declared));
            default -> Stream.of();
        });
    }

    private static Parameter of(String name, FieldErrorIn in, java.lang.reflect.Parameter declared) {
        var bounds = Arrays.stream(declared.getAnnotations()).flatMap(Parameter::bounds);
        return new Parameter(
                name,
                in,
                Stream.concat(form(declared.getType()).constraints, bounds).toList());
    }

    private static Stream<Constraint> bounds(Annotation annotation) {
        return switch (annotation) {
            case Min min ->
                Stream.of(new Constraint(number -> compare(number, min.value()) >= 0, Rule.atLeast(min.value())));
            case Max max ->
                Stream.of(new Constraint(number -> compare(number, max.value()) <= 0, Rule.atMost(max.value())));
            case Size size ->
                Stream.of(
                        new Constraint(text -> length(text) >= size.min(), Rule.tooShort(size.min())),
                        new Constraint(text -> length(text) <= size.max(), Rule.tooLong(size.max())));
            case jakarta.validation.constraints.Pattern pattern ->
                Stream.of(new Constraint(matching(pattern.regexp()), Rule.pattern(pattern.regexp())));
            // A path without it would be another path.
            case NotNull required -> Stream.of();
            default -> noBound(annotation);
        };
    }

    /**
     * Whether a text matches. That of a cursor is long, and {@code ^[A-Za-z0-9_-]+$} asks the same of each character: ASCII is
     * asked once, and looked up from then on, in a tenth of the time.
     */
    private static Predicate<String> matching(String regexp) {
        var pattern = Pattern.compile(regexp).asMatchPredicate();
        if (!OF_EQUAL_CHARACTERS.matcher(regexp).matches()) {
            return pattern;
        }
        var matching = new boolean[0x80];
        for (char character = 0; character < matching.length; character++) {
            matching[character] = pattern.test(String.valueOf(character));
        }
        return text -> {
            for (var i = 0; i < text.length(); i++) {
                var character = text.charAt(i);
                if (character >= matching.length || !matching[character]) {
                    return pattern.test(text);
                }
            }
            return !text.isEmpty();
        };
    }

    /** A kind of bound that the contract gets one day must not be passed over. */
    private static Stream<Constraint> noBound(Annotation annotation) {
        if (annotation.annotationType().getPackage().equals(Size.class.getPackage())) {
            throw new IllegalArgumentException("No parameter is held to " + annotation + ".");
        }
        return Stream.of();
    }

    /** The form in which a type is written, and what reads a text of this form. */
    private record Form(Stream<Constraint> constraints, Function<String, Object> reader) {}

    private static Form form(Class<?> type) {
        if (type == String.class) {
            return new Form(Stream.of(), text -> text);
        }
        if (type.isEnum()) {
            var constants = new LinkedHashMap<String, Object>();
            for (var constant : type.getEnumConstants()) {
                constants.put(constant.toString(), constant);
            }
            return new Form(
                    Stream.of(new Constraint(constants::containsKey, Rule.oneOf(constants.keySet()))), constants::get);
        }
        if (type == UUID.class) {
            return new Form(Stream.of(new Constraint(Parameter::isUuid, Rule.of("uuid"))), UUID::fromString);
        }
        if (type == OffsetDateTime.class) {
            return new Form(
                    Stream.of(new Constraint(text -> Timestamps.parse(text).isPresent(), Rule.of("date-time"))),
                    text -> Timestamps.parse(text).orElseThrow());
        }
        if (type == Integer.class) {
            return new Form(
                    Stream.of(new Constraint(WHOLE_NUMBER.asMatchPredicate(), Rule.of("integer"))), Integer::valueOf);
        }
        throw new IllegalArgumentException("No parameter is read as a " + type.getSimpleName() + ".");
    }

    /** What reads a text that was {@linkplain #check found} to be valid, as a value of this type. */
    static Function<String, Object> reader(Class<?> type) {
        return form(type).reader;
    }

    /** Compares a number of any length with a bound. What is no number breaks another rule than that of the bound. */
    private static int compare(String number, long bound) {
        return WHOLE_NUMBER.matcher(number).matches() ? new BigInteger(number).compareTo(BigInteger.valueOf(bound)) : 0;
    }

    /** JSON Schema counts code points. */
    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Adds what is wrong with a text that was sent for it. */
    void check(String text, List<FieldError> errors) {
        for (var constraint : constraints) {
            if (!constraint.condition.test(text)) {
                errors.add(constraint.rule.brokenBy(name, in));
            }
        }
    }

    /** Whether a text is a UUID of full length. */
    static boolean isUuid(String text) {
        for (var i = 0; i < text.length() && i < UUID_FORM.length(); i++) {
            if (UUID_FORM.charAt(i) == '-' ? text.charAt(i) != '-' : !HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.length() == UUID_FORM.length();
    }
}
