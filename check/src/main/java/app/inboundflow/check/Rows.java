package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Pages of a list, each held against what the contract says of any page. */
final class Rows {
    static final int MOST = 100;

    /** As many as come without a limit. */
    private static final int USUAL = 50;

    /** A page of fewer bytes than these has no excuse for being short. */
    private static final int LARGE_PAGE = 512 * 1024;

    private final Client client;
    private final Operation list;
    private Page newest;

    Rows(Client client, Operation list) {
        this.client = client;
        this.list = list;
    }

    /**
     * One page, or several as one.
     *
     * @param cursor of the next; empty when there is none
     */
    record Page(List<JsonNode> items, String cursor) {
        boolean hasMore() {
            return !cursor.isEmpty();
        }

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
            newest = pages(all(), MOST);
        }
        return newest;
    }

    /** Whether others wrote rows since the newest were read; then they are read once more. */
    boolean areNew() {
        var isNew =
                !pages(all(), 1).ids().equals(newest().ids().stream().limit(1).toList());
        newest = isNew ? null : newest;
        return isNew;
    }

    /** For all rows. */
    Request all() {
        return Request.get(list.path());
    }

    /**
     * The first pages of a request, as one: no row twice, and in the order of the list.
     *
     * @param limits one for each page: how many rows it must have while more follow; 0 to send none
     */
    Page pages(Request first, int... limits) {
        var all = new Page(List.of(), "");
        for (var asked : limits) {
            var limited = asked == 0 ? first : first.query("limit", Integer.toString(asked));
            var request = all.hasMore() ? limited.query("cursor", all.cursor()) : limited;
            all = more(all, request, asked == 0 ? USUAL : asked);
            if (!all.hasMore()) {
                break;
            }
        }
        return all;
    }

    private Page more(Page before, Request request, int limit) {
        var answer = client.expect(200, request);
        var items =
                StreamSupport.stream(answer.body("/data").spliterator(), false).toList();
        var hasMore = answer.body("/has_more").asBoolean();
        var seen = request + " answered " + items.size() + " objects of " + limit;
        client.require(items.size() <= limit, Sentence.LIMIT, seen);
        client.require(
                !hasMore || items.size() == limit || answer.body().length > LARGE_PAGE,
                Sentence.SHORT_PAGE,
                seen + " although has_more is true, and only " + answer.body().length + " bytes");
        var all = Stream.concat(before.items().stream(), items.stream()).toList();
        requireOrder(request, all);
        return new Page(all, hasMore ? answer.body("/next_cursor").asText() : "");
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
