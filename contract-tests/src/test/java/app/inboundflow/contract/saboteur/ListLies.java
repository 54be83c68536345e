package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** Lies about the order, the pages and the filters of a list. */
final class ListLies extends Lies {
    private static final String MOMENT = ".*T.*Z";

    private final List<String> filters;

    ListLies(Operation list) {
        super(list);
        var parameters = list.parameterSchemas("query");
        filters = new ArrayList<>();
        parameters.fieldNames().forEachRemaining(filters::add);
        filters.removeAll(List.of("limit", "cursor"));
        order();
        pages();
        ends();
        filters.forEach(name -> filter(name, parameters.get(name)));
        since();
    }

    private void order() {
        rows("rows in reverse order", request -> true, Collections::reverse);
        rows(
                "the first two rows exchanged",
                request -> true,
                rows -> Collections.swap(rows, 0, rows.size() > 1 ? 1 : 0));
        rows("rows of one moment in another order", request -> true, rows -> {
            for (var i = 1; i < rows.size(); i++) {
                if (rows.get(i).get("created_at").equals(rows.get(i - 1).get("created_at"))) {
                    Collections.swap(rows, i, i - 1);
                    return;
                }
            }
        });
    }

    private void pages() {
        ask("the first page whatever the cursor", "cursor", ".+", any -> "");
        rows("a row lost between pages", request -> has(request, "cursor"), List::removeFirst);
        var last = new AtomicReference<JsonNode>();
        tell(
                "the last row of the page before once more",
                (request, server) -> changedRows(server.send(request), rows -> {
                    var before = last.getAndSet(rows.getLast());
                    if (has(request, "cursor") && before != null) {
                        rows.set(0, before);
                    }
                }));
        limit("a row more than asked for", limit -> Math.min(limit + 1, 100));
        limit("a row less than asked for", limit -> Math.max(limit - 1, 1));
        limit("fifty rows whatever the limit", limit -> 50);
        ask("twenty rows without a limit", "limit", "", none -> "20");
        var first = new AtomicReference<>("");
        ask("the limit of the first page kept", request -> {
            var isFirst = !has(request, "cursor");
            var limit = isFirst ? parameter(request, "limit") : first.get();
            first.set(limit);
            return isFirst ? request : with(request, "limit", limit);
        });
        cursor("of other filters", true);
        cursor("of another list or organization", false);
        rows(
                "the newest row hidden where nothing is filtered",
                request -> !has(request, "cursor") && filters.stream().noneMatch(filter -> has(request, filter)),
                List::removeFirst);
    }

    /** Answers the first page where a cursor is refused because of what it was made for. */
    private void cursor(String detail, boolean isFiltered) {
        tell("a cursor taken for another question: " + detail, (request, server) -> {
            var answer = server.send(request);
            var cursors = request.query().getOrDefault("cursor", List.of());
            var isMeant = answer.status() == 400
                    && cursors.size() == 1
                    && cursors.getFirst().length() > 20
                    && filters.stream().anyMatch(filter -> has(request, filter)) == isFiltered;
            return isMeant ? server.send(with(request, "cursor", "")) : answer;
        });
    }

    private void limit(String name, IntUnaryOperator other) {
        ask(name, "limit", "[1-9][0-9]?|100", limit -> Integer.toString(other.applyAsInt(Integer.parseInt(limit))));
    }

    private void ends() {
        answer("never more", 200, page -> page.put("has_more", false).putNull("next_cursor"));
        tell("always more", (request, server) -> {
            var isEnd = parameter(request, "cursor").equals("liar");
            return changed(server.send(isEnd ? with(request, "cursor", "") : request), 200, page -> {
                if (isEnd) {
                    none(page);
                } else if (!page.get("has_more").asBoolean()) {
                    page.put("has_more", true).put("next_cursor", "liar");
                }
            });
        });
    }

    private static void none(ObjectNode page) {
        page.putArray("data");
        page.put("has_more", false).putNull("next_cursor");
    }

    private void filter(String name, JsonNode schema) {
        ask(
                "the first of two values taken: " + name,
                request -> request.query().getOrDefault(name, List.of()).size() > 1
                        ? with(request, name, parameter(request, name))
                        : request);
        if (name.equals("since")
                || Contract.resolve(schema).path("pattern").asText().startsWith("^\\+")) {
            ask(
                    "a plain plus not taken: " + name,
                    request -> request.path().matches(".*\\b" + name + "=[^&]*\\+.*")
                            ? with(request, name, "x")
                            : request);
        }
        ask("a filter ignored: " + name, name, ".+", any -> "");
        tell("nothing found by a filter: " + name, (request, server) -> {
            var page = server.send(request);
            return has(request, name) ? changed(page, 200, ListLies::none) : page;
        });
        // What is unique has no next page.
        var property = Contract.resolve(operation.item()).at("/properties/" + name + "/description");
        if (!name.equals("since") && !property.asText().contains("unique")) {
            ask(
                    "a filter forgotten on the next page: " + name,
                    request -> has(request, "cursor") && has(request, name)
                            ? with(with(request, name, ""), "cursor", "")
                            : request);
        }
        var values = Contract.texts(Contract.resolve(schema).path("enum"));
        if (!values.isEmpty()) {
            ask(
                    "another value filtered by: " + name,
                    name,
                    String.join("|", values),
                    value -> values.get((values.indexOf(value) + 1) % values.size()));
        }
        for (var other : filters) {
            if (!other.equals(name)) {
                ask(
                        "one of two filters ignored: " + name + " beside " + other,
                        request -> has(request, other) ? with(request, name, "") : request);
            }
        }
    }

    private void since() {
        since("at the very moment too", moment -> moment.minus(1, ChronoUnit.MICROS));
        since("a microsecond late", moment -> moment.plus(1, ChronoUnit.MICROS));
        since("rounded to the second", moment -> moment.truncatedTo(ChronoUnit.SECONDS));
        since("an hour early, as in another time zone", moment -> moment.minus(1, ChronoUnit.HOURS));
        ask(
                "another moment than since: its offset ignored",
                "since",
                ".*[+-]\\d\\d:\\d\\d",
                moment -> moment.replaceFirst(".{6}$", "Z"));
        tell("since, of when rows changed", (request, server) -> {
            if (!parameter(request, "since").matches(MOMENT)) {
                return server.send(request);
            }
            var since = Instant.parse(parameter(request, "since"));
            return changedRows(
                    server.send(with(request, "since", "")),
                    rows -> rows.removeIf(row -> {
                        var changed = row.path(row.has("updated_at") ? "updated_at" : "started_at");
                        return !Instant.parse(changed.asText()).isAfter(since);
                    }));
        });
    }

    private void since(String detail, UnaryOperator<Instant> other) {
        ask("another moment than since: " + detail, "since", MOMENT, moment -> other.apply(Instant.parse(moment))
                .toString());
    }
}
