package app.inboundflow.server.paging;

import app.inboundflow.server.database.Statements;
import app.inboundflow.server.database.Statements.RowReader;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.UUID;

/** Reads any list, one statement a page. */
@Singleton
public class PageReader {
    private final Statements statements;

    PageReader(Statements statements) {
        this.statements = statements;
    }

    /**
     * Reads one page.
     *
     * @param sql with the parameters {@code :organization_id}, {@code :limit}, the list's filters by their names in the
     *     contract, and {@code :after_created_at} with {@code :after_id} for the place; newest first
     */
    public <R extends PageRow> Page<R> read(String sql, UUID organizationId, PageRequest request, RowReader<R> reader) {
        var parameters = new HashMap<>(request.filters());
        parameters.put("organization_id", organizationId);
        // One more than the page holds tells whether another follows.
        parameters.put("limit", request.limit() + 1);
        var after = request.after();
        if (after != null) {
            parameters.put("after_created_at", after.createdAt());
            parameters.put("after_id", after.id());
        }
        var rows = statements.list(sql, parameters, reader);
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        var page = rows.subList(0, request.limit());
        var last = page.getLast();
        return new Page<>(page, new Cursor(last.createdAt(), last.id()).encode(request.question()));
    }
}
