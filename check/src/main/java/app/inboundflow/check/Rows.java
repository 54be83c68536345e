package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;

/** Pages of a list, each held against what the contract says of any page. */
final class Rows {
    /** A page of fewer bytes than these has no excuse for being short. */
    private static final int LARGE_PAGE = 512 * 1024;

    private final Client client;
    private final Operation list;

    Rows(Client client, Operation list) {
        this.client = client;
        this.list = list;
    }

    /** One page. */
    record Page(List<JsonNode> items, boolean hasMore, String cursor, int limit) {
        List<String> ids() {
            return items.stream().map(Rows::id).toList();
        }
    }

    static String id(JsonNode row) {
        return row.path("id").asText();
    }

    static Instant created(JsonNode row) {
        return Instant.parse(row.path("created_at").asText());
    }

    /** The page that a request answers. */
    Page page(Request request, int limit) {
        var answer = client.expect(200, request);
        var items =
                StreamSupport.stream(answer.body("/data").spliterator(), false).toList();
        var hasMore = answer.body("/has_more").asBoolean();
        client.require(
                items.size() <= limit,
                Sentence.LIMIT,
                request + " answered " + items.size() + " objects, not " + limit);
        client.require(
                !hasMore || items.size() == limit || answer.body().length > LARGE_PAGE,
                Sentence.SHORT_PAGE,
                request + " answered " + items.size() + " objects of " + limit + " although has_more is true, and only "
                        + answer.body().length + " bytes");
        requireOrder(request, items);
        return new Page(items, hasMore, answer.body("/next_cursor").asText(), limit);
    }

    /** The first page of a limit and filters. */
    Page first(int limit, String... namesAndValues) {
        var request = Request.get(list.path()).query("limit", Integer.toString(limit));
        for (var i = 0; i < namesAndValues.length; i += 2) {
            request = request.query(namesAndValues[i], namesAndValues[i + 1]);
        }
        return page(request, limit);
    }

    /** The first pages of a limit and filters, as one: no row twice, and in the order of the list. */
    Page pages(int number, int limit, String... namesAndValues) {
        var filters = Request.get(list.path()).query("limit", Integer.toString(limit));
        for (var i = 0; i < namesAndValues.length; i += 2) {
            filters = filters.query(namesAndValues[i], namesAndValues[i + 1]);
        }
        var page = page(filters, limit);
        var all = new ArrayList<>(page.items());
        for (var i = 1; i < number && page.hasMore(); i++) {
            var next = filters.query("cursor", page.cursor());
            page = page(next, limit);
            all.addAll(page.items());
            requireOrder(next, all);
        }
        return new Page(List.copyOf(all), page.hasMore(), page.cursor(), limit);
    }

    /** Newest first, by created_at and then by id, which makes every order and every row unique. */
    private void requireOrder(Request request, List<JsonNode> items) {
        var ids = new HashSet<String>();
        for (var i = 0; i < items.size(); i++) {
            var row = items.get(i);
            client.require(ids.add(id(row)), Sentence.NEXT_PAGE, id(row) + " came twice, lastly from " + request);
            if (i > 0) {
                var before = items.get(i - 1);
                var order = created(before).compareTo(created(row));
                client.require(
                        order > 0 || order == 0 && id(before).compareTo(id(row)) > 0,
                        Sentence.ORDER,
                        "%s of %s came before %s of %s from %s"
                                .formatted(id(before), created(before), id(row), created(row), request));
            }
        }
    }
}
