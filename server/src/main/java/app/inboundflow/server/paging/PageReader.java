package app.inboundflow.server.paging;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads any list, one statement a page. A repository writes the statement out with every filter it can have, one to a line;
 * a line that names a parameter which was not given is left out, so PostgreSQL only ever sees the filters that are there
 * and can plan by an index for each.
 */
@Singleton
public class PageReader {
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):(\\w+)");

    private final JdbcOperations jdbc;

    PageReader(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Reads one page.
     *
     * @param sql with the parameters {@code :organization_id}, {@code :limit}, the list's filters by their names in the
     *     contract, and {@code :after_created_at} with {@code :after_id} for the place; newest first
     * @param type the rows' type, a mapped entity
     */
    public <R extends PageRow> Page<R> read(String sql, UUID organizationId, PageRequest request, Class<R> type) {
        var given = new HashMap<String, Object>(request.filters());
        given.put("organization_id", organizationId);
        // One more than the page holds tells whether another follows.
        given.put("limit", request.limit() + 1);
        var after = request.after();
        if (after != null) {
            given.put("after_created_at", after.createdAt());
            given.put("after_id", after.id());
        }
        var lines = sql.lines()
                .filter(line -> parameters(line).allMatch(given::containsKey))
                .collect(Collectors.joining("\n"));
        var values = parameters(lines).map(given::get).toList();
        var rows =
                new ArrayList<>(jdbc.prepareStatement(PARAMETER.matcher(lines).replaceAll("?"), statement -> {
                    for (var i = 0; i < values.size(); i++) {
                        statement.setObject(i + 1, values.get(i));
                    }
                    try (var found = jdbc.entityStream(statement.executeQuery(), type)) {
                        return found.toList();
                    }
                }));
        if (rows.size() <= request.limit()) {
            return new Page<>(List.copyOf(rows), null);
        }
        rows.removeLast();
        var last = rows.getLast();
        return new Page<>(List.copyOf(rows), new Cursor(last.createdAt(), last.id()).encode(request.question()));
    }

    private static Stream<String> parameters(String sql) {
        return PARAMETER.matcher(sql).results().map((MatchResult parameter) -> parameter.group(1));
    }
}
