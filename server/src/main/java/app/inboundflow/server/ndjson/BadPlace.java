package app.inboundflow.server.ndjson;

import app.inboundflow.server.api.model.FieldError;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A line that cannot be imported, in words that fit on one.
 *
 * @param place where it is
 * @param rules which field breaks which rule
 */
record BadPlace(Place place, String rules) {
    private static final int MOST_ERRORS = 5;
    private static final int LONGEST_FIELD = 100;

    static BadPlace of(Place place, List<FieldError> errors) {
        var rules = errors.stream().limit(MOST_ERRORS).map(BadPlace::text).collect(Collectors.joining("; "));
        var more = errors.size() - MOST_ERRORS;
        return new BadPlace(place, more > 0 ? rules + "; and " + more + " more" : rules);
    }

    private static String text(FieldError error) {
        // A name that somebody made up may be long, and may hold what a terminal obeys.
        var field = error.getField().replaceAll("\\p{Cntrl}", "?");
        var name = field.length() > LONGEST_FIELD ? field.substring(0, LONGEST_FIELD) + "…" : field;
        // The document is a line itself, so its only line need not be said.
        return (name + " " + error.getMessage().replace(" at line 1, column ", " at column ")).strip();
    }
}
