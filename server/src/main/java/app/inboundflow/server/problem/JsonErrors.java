package app.inboundflow.server.problem;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import io.micronaut.serde.exceptions.SerdeException;
import java.util.regex.Pattern;

/** Says which property of a JSON document could not be read, and why, without the reader's own words. */
public final class JsonErrors {
    // The reader tells unknown and missing properties apart in its message only.
    private static final Pattern UNKNOWN = Pattern.compile("Unknown property \\[([^\\]]*)]");
    private static final Pattern REQUIRED =
            Pattern.compile("Required (?:constructor parameter|property) \\[([^\\]]*)]");

    private JsonErrors() {}

    /** What is wrong with the document. */
    public static FieldError of(SerdeException malformed) {
        return new FieldError(
                "",
                FieldErrorIn.BODY,
                "malformed",
                "XX " + malformed.getPathAsString() + " " + malformed + malformed.getCause());
    }
}
