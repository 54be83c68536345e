package app.inboundflow.server.paging;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.database.ModelRows;
import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.RecordReader;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import app.inboundflow.server.json.JsonBuffer;
import app.inboundflow.server.json.StoredArray;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the pages of one list, one statement a page. */
public final class PageReader<M> {
    /**
     * How many bytes of UTF-8 the long texts of a page may have before it ends early, with the row that reaches them: an answer
     * is put together in memory.
     */
    public static final int LONG_TEXT_BYTES = 2 * 1024 * 1024;

    /** A page with more rows than were asked for has texts that are no longer than this, so it need not end early. */
    public static final int LONGEST_SHORT_TEXT = LONG_TEXT_BYTES / 101;

    private static final int ROOM_FOR_MORE = 8;
    private static final int MOST_EXPECTED_BYTES = 256 * 1024;

    private final String list;
    private final ModelRows<M> model;
    private final SqlStatement sql;
    private final @Nullable SqlStatement ofLongTexts;
    private final Statements statements;
    private final int createdAt;
    private final int id;
    /** Pages are mostly of one size, so that the buffer of a page seldom has to grow. */
    private volatile int expectedBytes;

    /**
     * A reader of one list.
     *
     * @param list its name, to which cursors are bound
     * @param sql with the columns of the model, and the parameters {@code :organization_id}, {@code :limit}, the list's filters,
     *     and for the place {@code :after_created_at} with {@code :after_id}; newest first
     * @param ofLongTexts the same for a list with texts that have no small bound: it ends the page early. It is used when the
     *     first statement says so in a boolean column behind those of the model; null when the list has no such texts
     */
    public PageReader(
            String list,
            ModelRows<M> model,
            SqlStatement sql,
            @Nullable SqlStatement ofLongTexts,
            Statements statements) {
        this.list = list;
        this.model = model;
        this.sql = sql;
        this.ofLongTexts = ofLongTexts;
        this.statements = statements;
        this.createdAt = model.number("created_at");
        this.id = model.number("id");
    }

    /** Some rows of the list: the first so many, whether more were found, and whether texts were left out. */
    private record Rows(JsonBuffer json, @Nullable Cursor last, boolean hasMore, boolean lacksTexts) {}

    /**
     * Reads one page.
     *
     * @param limit the size of the page, 1 to 100, as the contract's bounds have made sure
     * @param cursor the {@code next_cursor} of the page before; null for the newest page
     * @param filters all filters of the list by their names in the contract; null when not given
     * @throws ProblemException a 400 when the cursor was not made for this list, these filters and this organization
     */
    public Page<M> read(UUID organizationId, int limit, @Nullable String cursor, Parameters filters) {
        var question = question(organizationId, filters);
        var after = cursor == null ? null : Cursor.decode(cursor, question).orElseThrow(PageReader::notACursor);
        var rows = rows(sql, organizationId, limit, after, filters);
        var hasMore = rows.hasMore;
        if (ofLongTexts != null && rows.lacksTexts) {
            rows = rows(ofLongTexts, organizationId, limit, after, filters);
            hasMore = rows.hasMore
                    || rows.last != null && rows(ofLongTexts, organizationId, 1, rows.last, filters).last != null;
        }
        expectedBytes = Math.min(rows.json.size() + rows.json.size() / ROOM_FOR_MORE, MOST_EXPECTED_BYTES);
        return new Page<>(
                new StoredArray<>(rows.json.array(), rows.json.size()),
                hasMore && rows.last != null ? rows.last.encode(question) : null);
    }

    private Rows rows(
            SqlStatement statement, UUID organizationId, int limit, @Nullable Cursor after, Parameters filters) {
        // One more than the page holds tells whether another follows.
        var parameters = filters.copy()
                .and("organization_id", organizationId)
                .and("after_created_at", after == null ? null : after.createdAt())
                .and("after_id", after == null ? null : after.id())
                .and("limit", limit + 1);
        return statements.read(statement, parameters, result -> rows(result, limit, statement == ofLongTexts));
    }

    private Rows rows(ResultSet result, int limit, boolean endsEarly) throws SQLException {
        var json = new JsonBuffer(expectedBytes);
        Cursor last = null;
        var lacksTexts = false;
        var count = 0;
        json.raw('[');
        for (; count < limit && result.next(); count++) {
            if (count > 0) {
                json.raw(',');
            }
            model.write(result, json);
            lacksTexts |= ofLongTexts != null && !endsEarly && result.getBoolean(model.count() + 1);
            // A page that is not full has no other behind it, unless it ends early.
            if (count == limit - 1 || endsEarly) {
                last = new Cursor(
                        Objects.requireNonNull(RecordReader.timestamp(result, createdAt)),
                        result.getObject(id, UUID.class));
            }
        }
        json.raw(']');
        return new Rows(json, last, count == limit && result.next(), lacksTexts);
    }

    /** What a cursor is bound to: everything that is asked but the place and the size. */
    private String question(UUID organizationId, Parameters filters) {
        var given = new ArrayList<String>();
        for (var name : filters.names()) {
            if (filters.get(name) != null) {
                given.add(name + '=' + filters.get(name));
            }
        }
        Collections.sort(given);
        return list + '\n' + organizationId + '\n' + String.join("\n", given);
    }

    private static ProblemException notACursor() {
        return Problems.invalid(List.of(new FieldError(
                "cursor",
                FieldErrorIn.QUERY,
                "invalid_value",
                "must be a next_cursor of this list, with the same filters")));
    }
}
