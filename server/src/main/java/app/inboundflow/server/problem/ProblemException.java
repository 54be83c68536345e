package app.inboundflow.server.problem;

import app.inboundflow.server.Causes;
import app.inboundflow.server.api.model.ConflictProblem;
import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.Meta;
import app.inboundflow.server.api.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one exception by which a request ends in a documented problem. {@link Problems} makes it. */
public final class ProblemException extends RuntimeException {
    // The bounds of the contract. A request can contain longer names, and more mistakes.
    static final int MOST_ERRORS = 100;
    private static final int MOST_DETAIL = 10_000;
    private static final int MOST_FIELD = 300;
    private static final int MOST_MESSAGE = 1_000;

    /**
     * What a request conflicts with.
     *
     * @param existingId the id of the resource that exists already, where there is one
     */
    record Conflict(@Nullable UUID existingId) {}

    private final ProblemType type;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;
    private final transient @Nullable Conflict conflict;

    ProblemException(
            ProblemType type,
            String detail,
            List<FieldError> errors,
            Map<String, String> headers,
            @Nullable Conflict conflict) {
        // A problem is an expected answer, so it needs no stack trace.
        super(cut(detail, MOST_DETAIL), null, false, false);
        this.type = type;
        this.errors =
                errors.stream().limit(MOST_ERRORS).map(ProblemException::cut).toList();
        this.headers = headers;
        this.conflict = conflict;
    }

    /** The problem among the causes of an exception, if there is one. */
    public static Optional<ProblemException> causing(@Nullable Throwable thrown) {
        return Causes.find(thrown, ProblemException.class);
    }

    private static FieldError cut(FieldError error) {
        return new FieldError(
                cut(error.getField(), MOST_FIELD),
                error.getIn(),
                error.getCode(),
                cut(error.getMessage(), MOST_MESSAGE));
    }

    /** At most so many characters (code points), the last an ellipsis where something was left out. */
    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** The kind of problem. */
    public ProblemType type() {
        return type;
    }

    /** The fields to blame, or none. */
    public List<FieldError> errors() {
        return errors;
    }

    /** Headers that the answer carries besides the usual ones. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The document that describes the problem: a {@link ConflictProblem} for a conflict. */
    public Object document(Meta meta) {
        var path = type.path();
        var detail = String.valueOf(getMessage());
        return conflict == null
                ? new Problem(path, type.title(), type.status(), detail, type.code(), errors, meta)
                : new ConflictProblem(
                        path, type.title(), type.status(), detail, type.code(), conflict.existingId(), errors, meta);
    }
}
