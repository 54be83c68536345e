package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.time.Timestamps;
import java.util.Map;

/**
 * A rule of the contract that a value breaks.
 *
 * @param code stable, part of the API
 * @param message in words that fit behind the name of the field
 */
record Rule(String code, String message) {
    static final Rule REQUIRED = new Rule("required", "is required");
    static final Rule NOT_NULL = new Rule("required", "must not be null");
    /** What neither PostgreSQL nor UTF-8 can hold is refused. */
    static final Rule TEXT = new Rule("invalid_format", "must not contain U+0000 or lone surrogates");

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
            TEXT.message);

    /** The rule for values of a type or a format, as JSON Schema names them. */
    static Rule of(String format) {
        return switch (format) {
            case "date-time" -> new Rule("invalid_format", Timestamps.RULE);
            case "date" -> new Rule("invalid_format", "must be a date, such as 2026-02-25");
            case "uuid" -> new Rule("invalid_format", "must be a UUID, such as 07f51470-ef1d-421c-a847-36e98732bb9b");
            case "email" -> new Rule("invalid_format", "must be an email address, such as john@example.com");
            case "uri" -> new Rule("invalid_format", "must be a URL, such as https://example.com/recording.mp3");
            case "integer", "int32" -> new Rule("invalid_type", "must be a whole number");
            case "boolean" -> new Rule("invalid_type", "must be true or false");
            case "string" -> new Rule("invalid_type", "must be a string");
            case "array" -> new Rule("invalid_type", "must be an array");
            default -> new Rule("invalid_type", "must be a JSON object");
        };
    }

    static Rule oneOf(Iterable<String> values) {
        return new Rule("invalid_value", "must be one of: " + String.join(", ", values));
    }

    static Rule unknownProperty(Iterable<String> known) {
        return new Rule("unknown", "is not a property here; these are: " + String.join(", ", known));
    }

    static Rule pattern(String pattern) {
        return new Rule("invalid_format", PATTERNS.getOrDefault(pattern, "must match " + pattern));
    }

    static Rule atLeast(Object bound) {
        return new Rule("out_of_range", "must be at least " + bound);
    }

    static Rule atMost(Object bound) {
        return new Rule("out_of_range", "must be at most " + bound);
    }

    static Rule tooShort(int characters) {
        return new Rule("too_short", "must have at least " + count(characters));
    }

    static Rule tooLong(int characters) {
        return new Rule("too_long", "must have at most " + count(characters));
    }

    static Rule tooMany(int items) {
        return new Rule("too_long", "must have at most " + items + " items");
    }

    /** Says that a field breaks the rule. */
    FieldError brokenBy(String field, FieldErrorIn in) {
        return new FieldError(field, in, code, message);
    }

    private static String count(int characters) {
        return characters + (characters == 1 ? " character" : " characters");
    }
}
