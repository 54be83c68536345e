package app.inboundflow.client.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pages of rows, newest first. */
final class Lists {
    private final Store store;

    Lists(Store store) {
        this.store = store;
    }

    ObjectNode page(Kind kind, @Nullable String rawQuery) {
        var documented = new ArrayList<>(List.of("limit", "cursor", "since"));
        documented.addAll(kind.filters.keySet().stream().sorted().toList());
        var query = new Query(rawQuery, documented);
        var limit = query.limit();
        var since = query.since();
        var phone = query.phone();
        var last = cursor(kind, query);
        var wanted = new HashMap<String, String>();
        kind.values.forEach((filter, known) -> {
            var value = query.oneOf(filter, known);
            if (value != null) {
                wanted.put(kind.filters.get(filter), value);
            }
        });
        if (phone != null) {
            wanted.put(kind.filters.get("phone"), phone);
        }
        var rows = store.select(
                kind,
                row -> (last == null || Store.NEWEST_FIRST.compare(row, last) > 0)
                        && (since == null || row.createdAt().isAfter(since))
                        && wanted.entrySet().stream().allMatch(filter -> filter.getValue()
                                .equals(row.json().path(filter.getKey()).asText(null))));
        var page = rows.subList(0, Math.min(limit, rows.size()));
        var body = Json.MAPPER.createObjectNode();
        var data = body.putArray("data");
        page.forEach(row -> {
            var item = row.json().deepCopy();
            item.remove("messages");
            data.add(item);
        });
        var more = rows.size() > limit;
        body.put("has_more", more);
        body.put("next_cursor", more ? cursor(kind, query, page.get(limit - 1)) : null);
        return body;
    }

    private static String cursor(Kind kind, Query query, Store.Row row) {
        var text = String.join(
                "\n",
                kind.path,
                Integer.toHexString(query.filters().hashCode()),
                row.createdAt().toString(),
                row.id().toString());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The last row of the page before; null without a cursor. */
    private static Store.@Nullable Row cursor(Kind kind, Query query) {
        var text = query.text("cursor");
        if (text == null) {
            return null;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n");
            if (parts.length == 4
                    && parts[0].equals(kind.path)
                    && parts[1].equals(Integer.toHexString(query.filters().hashCode()))) {
                return new Store.Row(
                        UUID.fromString(parts[3]), Instant.parse(parts[2]), Json.MAPPER.createObjectNode());
            }
        } catch (IllegalArgumentException | DateTimeException none) {
            // Said below.
        }
        throw Refusal.field(
                "cursor",
                "query",
                "invalid_value",
                "must be the next_cursor of a page of this list with the same filters");
    }
}
