package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.contract.saboteur.Proxy.Teller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** Lies about the order, the pages and the filters of a list. */
final class ListLies extends Lies {
    ListLies(Operation list) {
        super(list);
        order();
        pages();
        ends();
        var names = list.parameters("query").stream()
                .map(parameter -> parameter.get("name").asText())
                .filter(name -> !List.of("limit", "cursor").contains(name))
                .toList();
        list.parameters("query").stream()
                .filter(parameter -> names.contains(parameter.get("name").asText()))
                .forEach(parameter -> filter(parameter.get("name").asText(), parameter.get("schema"), names));
        since();
    }

    private void order() {
        add("rows in reverse order", rows(request -> true, Collections::reverse));
        add(
                "the first two rows exchanged",
                rows(request -> true, rows -> Collections.swap(rows, 0, rows.size() > 1 ? 1 : 0)));
        add("rows of one moment in another order", rows(request -> true, rows -> {
            for (var i = 1; i < rows.size(); i++) {
                if (rows.get(i).get("created_at").equals(rows.get(i - 1).get("created_at"))) {
                    Collections.swap(rows, i, i - 1);
                    return;
                }
            }
        }));
    }

    private void pages() {
        add("the first page whatever the cursor", asking(request -> with(request, "cursor", "")));
        add("a row lost between pages", rows(request -> has(request, "cursor"), List::removeFirst));
        var last = new AtomicReference<JsonNode>();
        add("the last row of the page before once more", (request, server) -> rows(asked -> true, rows -> {
                    var before = last.getAndSet(rows.getLast());
                    if (has(request, "cursor") && before != null) {
                        rows.set(0, before);
                    }
                })
                .tell(request, server));
        limit("a row more than asked for", limit -> Math.min(limit + 1, 100));
        limit("a row less than asked for", limit -> Math.max(limit - 1, 1));
        limit("fifty rows whatever the limit", limit -> 50);
        add(
                "twenty rows without a limit",
                asking(request -> !has(request, "limit"), request -> with(request, "limit", "20")));
        add(
                "the newest row hidden where nothing is filtered",
                rows(
                        request -> !request.path().matches(".*(cursor|since|status|phone|urgency)=.*"),
                        List::removeFirst));
    }

    private void limit(String kind, IntUnaryOperator other) {
        add(
                kind,
                asking(
                        request -> parameter(request, "limit").matches("[1-9][0-9]?|100"),
                        request -> with(
                                request,
                                "limit",
                                Integer.toString(other.applyAsInt(Integer.parseInt(parameter(request, "limit")))))));
    }

    private void ends() {
        add("never more", body(200, page -> page.put("has_more", false).putNull("next_cursor")));
        add("always more", (request, server) -> {
            var isEnd = parameter(request, "cursor").equals("liar");
            return body(200, page -> {
                        if (isEnd) {
                            none(page);
                        } else if (!page.get("has_more").asBoolean()) {
                            page.put("has_more", true).put("next_cursor", "liar");
                        }
                    })
                    .tell(isEnd ? with(request, "cursor", "") : request, server);
        });
    }

    private static void none(ObjectNode page) {
        page.putArray("data");
        page.put("has_more", false).putNull("next_cursor");
    }

    private void filter(String name, JsonNode schema, List<String> names) {
        add("a filter ignored", name, asking(request -> with(request, name, "")));
        Teller nothing = body(200, ListLies::none);
        add(
                "nothing found by a filter",
                name,
                (request, server) -> has(request, name) ? nothing.tell(request, server) : server.send(request));
        // What is unique has no next page.
        var property = Contract.resolve(operation.item()).at("/properties/" + name + "/description");
        if (!name.equals("since") && !property.asText().contains("unique")) {
            add(
                    "a filter forgotten on the next page",
                    name,
                    asking(
                            request -> has(request, "cursor") && has(request, name),
                            request -> with(with(request, name, ""), "cursor", "")));
        }
        var values = Contract.texts(Contract.resolve(schema).path("enum"));
        if (!values.isEmpty()) {
            add(
                    "another value filtered by",
                    name,
                    asking(
                            request -> values.contains(parameter(request, name)),
                            request -> with(
                                    request,
                                    name,
                                    values.get((values.indexOf(parameter(request, name)) + 1) % values.size()))));
        }
        names.stream()
                .filter(other -> !other.equals(name))
                .forEach(other -> add(
                        "one of two filters ignored",
                        name + " beside " + other,
                        asking(request -> has(request, other), request -> with(request, name, ""))));
    }

    private void since() {
        since("at the very moment too", moment -> moment.minus(1, ChronoUnit.MICROS));
        since("a microsecond late", moment -> moment.plus(1, ChronoUnit.MICROS));
        since("rounded to the second", moment -> moment.truncatedTo(ChronoUnit.SECONDS));
        since("an hour early, as in another time zone", moment -> moment.minus(1, ChronoUnit.HOURS));
        add("since, of when rows changed", (request, server) -> {
            if (!hasMoment(request)) {
                return server.send(request);
            }
            var since = Instant.parse(parameter(request, "since"));
            Consumer<List<JsonNode>> older = rows ->
                    rows.removeIf(row -> !Instant.parse(row.path(row.has("updated_at") ? "updated_at" : "started_at")
                                    .asText())
                            .isAfter(since));
            return rows(asked -> true, older).tell(with(request, "since", ""), server);
        });
    }

    private static boolean hasMoment(Request request) {
        return parameter(request, "since").matches(".*T.*Z");
    }

    private void since(String detail, UnaryOperator<Instant> other) {
        add(
                "another moment than since",
                detail,
                asking(
                        ListLies::hasMoment,
                        request -> with(
                                request,
                                "since",
                                other.apply(Instant.parse(parameter(request, "since")))
                                        .toString())));
    }
}
