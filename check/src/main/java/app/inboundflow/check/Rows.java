package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;

/** Pages of a list, each held against what the contract says of any page. */
final class Rows {
    static final int MOST = 100;

    /** A page of fewer bytes than these has no excuse for being short. */
    private static final int LARGE_PAGE = 512 * 1024;

    private final Client client;
    private final Operation list;
    private Page newest;

    Rows(Client client, Operation list) {
        this.client = client;
        this.list = list;
    }

    /** One page, or several as one. */
    record Page(List<JsonNode> items, boolean hasMore) {
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

    /** The newest rows, at most 100 of them, read once. */
    Page newest() {
        if (newest == null) {
            newest = pages(1, MOST);
        }
        return newest;
    }

    /** Whether others wrote rows since the newest were read; then they are read once more. */
    boolean areNew() {
        var isNew = !pages(1, 1).ids().equals(newest().ids().stream().limit(1).toList());
        newest = isNew ? null : newest;
        return isNew;
    }

    /** The first pages of a limit and filters, as one. */
    Page pages(int number, int limit, String... namesAndValues) {
        var request = Request.get(list.path()).query("limit", Integer.toString(limit));
        for (var i = 0; i < namesAndValues.length; i += 2) {
            request = request.query(namesAndValues[i], namesAndValues[i + 1]);
        }
        return pages(number, limit, request);
    }

    /**
     * The first pages of a request, as one: no row twice, and in the order of the list.
     *
     * @param limit how many rows a page must have while more follow
     */
    Page pages(int number, int limit, Request first) {
        var all = new ArrayList<JsonNode>();
        var request = first;
        for (var i = 1; ; i++) {
            var answer = client.expect(200, request);
            var items = StreamSupport.stream(answer.body("/data").spliterator(), false)
                    .toList();
            var hasMore = answer.body("/has_more").asBoolean();
            var seen = request + " answered " + items.size() + " objects of " + limit;
            client.require(items.size() <= limit, Sentence.LIMIT, seen);
            client.require(
                    !hasMore || items.size() == limit || answer.body().length > LARGE_PAGE,
                    Sentence.SHORT_PAGE,
                    seen + " although has_more is true, and only " + answer.body().length + " bytes");
            all.addAll(items);
            requireOrder(request, all);
            if (i == number || !hasMore) {
                return new Page(List.copyOf(all), hasMore);
            }
            request = first.query("cursor", answer.body("/next_cursor").asText());
        }
    }

    /** Newest first, by created_at and then by id, which makes every order and every row unique. */
    private void requireOrder(Request request, List<JsonNode> items) {
        var ids = new HashSet<String>();
        for (var i = 0; i < items.size(); i++) {
            var row = items.get(i);
            client.require(ids.add(id(row)), Sentence.NEXT_PAGE, id(row), " came twice, lastly from ", request);
            var before = i == 0 ? null : items.get(i - 1);
            var order = before == null ? 1 : created(before).compareTo(created(row));
            client.require(
                    order > 0 || order == 0 && id(before).compareTo(id(row)) > 0,
                    Sentence.ORDER,
                    before,
                    "\ncame before ",
                    row,
                    "\nfrom ",
                    request);
        }
    }
}
