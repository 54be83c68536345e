package app.inboundflow.server.paging;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import app.inboundflow.server.database.Statements.RowReader;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the pages of one list, one statement a page. */
public final class PageReader<R extends PageRow> {
    /**
     * How many bytes of UTF-8 the long texts of a page may have before it ends early, with the row that reaches them: an answer
     * is put together in memory. The statement of a list with long texts sees to it.
     */
    public static final int LONG_TEXT_BYTES = 2 * 1024 * 1024;

    private static final int MOST_BYTES_OF_A_CHARACTER = 3;

    private final String list;
    private final SqlStatement sql;
    private final RowReader<R> reader;
    private final Statements statements;

    /**
     * A reader of one list.
     *
     * @param list its name, to which cursors are bound
     * @param sql with the parameters {@code :organization_id}, {@code :limit}, the list's filters, and for the place
     *     {@code :after_created_at} with {@code :after_id}; newest first
     */
    public PageReader(String list, SqlStatement sql, RowReader<R> reader, Statements statements) {
        this.list = list;
        this.sql = sql;
        this.reader = reader;
        this.statements = statements;
    }

    /**
     * Reads one page.
     *
     * @param limit the size of the page, 1 to 100, as the contract's bounds have made sure
     * @param cursor the {@code next_cursor} of the page before; null for the newest page
     * @param filters all filters of the list by their names in the contract; null when not given
     * @throws ProblemException a 400 when the cursor was not made for this list, these filters and this organization
     */
    public Page<R> read(UUID organizationId, int limit, @Nullable String cursor, Parameters filters) {
        var question = question(organizationId, filters);
        var after = cursor == null ? null : Cursor.decode(cursor, question).orElseThrow(PageReader::notACursor);
        // One more than the page holds tells whether another follows.
        var rows = rows(organizationId, limit + 1, after, filters);
        var page = rows.subList(0, Math.min(rows.size(), limit));
        if (rows.size() > limit
                || isFull(page)
                        && !rows(organizationId, 1, place(page), filters).isEmpty()) {
            return new Page<>(page, place(page).encode(question));
        }
        return new Page<>(page, null);
    }

    private List<R> rows(UUID organizationId, int limit, @Nullable Cursor after, Parameters filters) {
        var parameters = filters.copy()
                .and("organization_id", organizationId)
                .and("after_created_at", after == null ? null : after.createdAt())
                .and("after_id", after == null ? null : after.id())
                .and("limit", limit);
        return statements.list(sql, parameters, reader);
    }

    private static Cursor place(List<? extends PageRow> page) {
        return new Cursor(page.getLast().createdAt(), page.getLast().id());
    }

    /** Whether the page may have ended early for its long texts; mostly it has not, and nothing more need be asked. */
    private static boolean isFull(List<? extends PageRow> page) {
        return page.stream().mapToLong(PageRow::longTextCharacters).sum() * MOST_BYTES_OF_A_CHARACTER
                >= LONG_TEXT_BYTES;
    }

    /** What a cursor is bound to: everything that is asked but the place and the size. */
    private String question(UUID organizationId, Parameters filters) {
        return filters.names().stream()
                .filter(name -> filters.get(name) != null)
                .map(name -> name + '=' + filters.get(name))
                .sorted()
                .collect(Collectors.joining("\n", list + '\n' + organizationId + '\n', ""));
    }

    private static ProblemException notACursor() {
        return Problems.invalid(List.of(new FieldError(
                "cursor",
                FieldErrorIn.QUERY,
                "invalid_value",
                "must be a next_cursor of this list, with the same filters")));
    }
}
