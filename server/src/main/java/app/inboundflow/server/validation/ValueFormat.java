package app.inboundflow.server.validation;

import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;

/** The text that the contract gives the values of a type, in parameters and in JSON alike; Java's own readers take more. */
public final class ValueFormat {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private ValueFormat() {}

    /** Whether a text is a value of an enum, in its very case, or a UUID of full length; other types are not held to one. */
    public static boolean fits(String text, Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .anyMatch(constant -> constant.toString().equals(text));
        }
        return type != UUID.class || UUID_FORM.matcher(text).matches();
    }
}
