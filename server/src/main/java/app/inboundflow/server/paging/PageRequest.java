package app.inboundflow.server.paging;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which page of which list is asked for.
 *
 * @param list the name of the list
 * @param limit the size of the page, 1 to 100, as the contract's bounds have made sure
 * @param filters values by the parameter's name in the contract; only those that were given
 * @param after the place behind which the page begins; null for the newest page
 */
public record PageRequest(
        String list,
        UUID organizationId,
        int limit,
        Map<String, Object> filters,
        @Nullable Cursor after) {

    /** A filter by its name in the contract; its value is null when it was not given. */
    public record Filter(String name, @Nullable Object value) {}

    /**
     * Understands what a caller asked for.
     *
     * @throws ProblemException a 400 when the cursor was not made for this list, these filters and this organization
     */
    public static PageRequest of(
            String list, UUID organizationId, int limit, @Nullable String cursor, Filter... filters) {
        var given = new LinkedHashMap<String, Object>();
        for (var filter : filters) {
            if (filter.value() != null) {
                // The text of a generated enum is its wire text, which is also what is stored.
                given.put(filter.name(), filter.value() instanceof Enum<?> value ? value.toString() : filter.value());
            }
        }
        var newest = new PageRequest(list, organizationId, limit, given, null);
        if (cursor == null) {
            return newest;
        }
        var after = Cursor.decode(cursor, newest.question())
                .orElseThrow(() -> Problems.invalid(List.of(new FieldError(
                        "cursor",
                        FieldErrorIn.QUERY,
                        "invalid_value",
                        "must be a next_cursor of this list, with the same filters"))));
        return new PageRequest(list, organizationId, limit, given, after);
    }

    /** What a cursor is bound to: everything that is asked but the place and the size. */
    String question() {
        return filters.entrySet().stream()
                .map(filter -> filter.getKey() + '=' + filter.getValue())
                .sorted()
                .collect(Collectors.joining("\n", list + '\n' + organizationId + '\n', ""));
    }
}
