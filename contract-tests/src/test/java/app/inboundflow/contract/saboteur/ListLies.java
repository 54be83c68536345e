package app.inboundflow.contract.saboteur;

import static app.inboundflow.contract.saboteur.Lie.asking;
import static app.inboundflow.contract.saboteur.Lie.parameter;
import static app.inboundflow.contract.saboteur.Lie.rows;
import static app.inboundflow.contract.saboteur.Lie.with;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.contract.saboteur.Proxy.Teller;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Lies about the order, the pages and the filters of a list. */
final class ListLies {
    private final Operation list;
    private final List<Lie> lies = new ArrayList<>();

    private ListLies(Operation list) {
        this.list = list;
    }

    static List<Lie> of(Operation list) {
        var lies = new ListLies(list);
        lies.order();
        lies.pages();
        lies.filters();
        lies.since();
        return lies.lies;
    }

    private void add(String kind, Teller teller) {
        lies.add(Lie.of(list, kind, "", teller));
    }

    private void add(String kind, String detail, Teller teller) {
        lies.add(Lie.of(list, kind, detail, teller));
    }

    private static Teller change(Consumer<List<JsonNode>> change) {
        return (request, server) -> rows(server.send(request), change);
    }

    private void order() {
        add("rows in reverse order", change(Collections::reverse));
        add("the first two rows exchanged", change(rows -> {
            if (rows.size() > 1) {
                Collections.swap(rows, 0, 1);
            }
        }));
        add("rows of one moment in another order", change(rows -> {
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
        add(
                "a row lost between pages",
                (request, server) -> rows(server.send(request), rows -> {
                    if (!parameter(request, "cursor").isEmpty() && !rows.isEmpty()) {
                        rows.removeFirst();
                    }
                }));
        var last = new AtomicReference<JsonNode>();
        add(
                "the last row of the page before once more",
                (request, server) -> rows(server.send(request), rows -> {
                    var before = last.get();
                    last.set(rows.isEmpty() ? null : rows.getLast());
                    if (!parameter(request, "cursor").isEmpty() && before != null && !rows.isEmpty()) {
                        rows.set(0, before);
                    }
                }));
        add("a row more than asked for", limit(limit -> Math.min(limit + 1, 100)));
        add("a row less than asked for", limit(limit -> Math.max(limit - 1, 1)));
        add("fifty rows whatever the limit", limit(limit -> 50));
        add(
                "twenty rows without a limit",
                asking(request -> parameter(request, "limit").isEmpty() ? with(request, "limit", "20") : request));
        add("never more", Lie.body(200, page -> page.put("has_more", false).putNull("next_cursor")));
        add("always more", (request, server) -> {
            var answer =
                    server.send(parameter(request, "cursor").equals("liar") ? with(request, "cursor", "") : request);
            var isEnd = parameter(request, "cursor").equals("liar");
            return answer.status() != 200 || answer.body().length == 0
                    ? answer
                    : Lie.changed(answer, page -> {
                        if (isEnd || !page.get("has_more").asBoolean()) {
                            page.put("has_more", !isEnd);
                            page.put("next_cursor", isEnd ? null : "liar");
                        }
                        if (isEnd) {
                            page.putArray("data");
                        }
                    });
        });
        add(
                "the newest row hidden where nothing is filtered",
                (request, server) -> rows(server.send(request), rows -> {
                    if (!request.path().matches(".*(cursor|since|status|phone|urgency)=.*") && !rows.isEmpty()) {
                        rows.removeFirst();
                    }
                }));
    }

    private static Teller limit(UnaryOperator<Integer> other) {
        return (request, server) -> parameter(request, "limit").matches("[1-9][0-9]?|100")
                ? server.send(with(
                        request,
                        "limit",
                        other.apply(Integer.valueOf(parameter(request, "limit")))
                                .toString()))
                : server.send(request);
    }

    private void filters() {
        var names = list.parameters("query").stream()
                .map(parameter -> parameter.get("name").asText())
                .filter(name -> !List.of("limit", "cursor").contains(name))
                .toList();
        for (var parameter : list.parameters("query")) {
            var name = parameter.get("name").asText();
            if (!names.contains(name)) {
                continue;
            }
            add("a filter ignored", name, asking(request -> with(request, name, "")));
            add("nothing found by a filter", name, (request, server) -> {
                var answer = server.send(request);
                return parameter(request, name).isEmpty() || answer.status() != 200 || answer.body().length == 0
                        ? answer
                        : Lie.changed(answer, page -> {
                            page.putArray("data");
                            page.put("has_more", false).putNull("next_cursor");
                        });
            });
            if (!name.equals("since")) {
                add(
                        "a filter forgotten on the next page",
                        name,
                        asking(request -> parameter(request, "cursor").isEmpty()
                                        || parameter(request, name).isEmpty()
                                ? request
                                : with(with(request, name, ""), "cursor", "")));
            }
            var values =
                    Contract.texts(Contract.resolve(parameter.get("schema")).path("enum"));
            if (!values.isEmpty()) {
                add(
                        "another value filtered by",
                        name,
                        asking(request -> values.contains(parameter(request, name))
                                ? with(
                                        request,
                                        name,
                                        values.get((values.indexOf(parameter(request, name)) + 1) % values.size()))
                                : request));
            }
            names.stream()
                    .filter(other -> !other.equals(name))
                    .forEach(other -> add(
                            "one of two filters ignored",
                            name + " beside " + other,
                            asking(request ->
                                    parameter(request, other).isEmpty() ? request : with(request, name, ""))));
        }
    }

    private void since() {
        since("at the very moment too", moment -> moment.minus(1, ChronoUnit.MICROS));
        since("a microsecond late", moment -> moment.plus(1, ChronoUnit.MICROS));
        since("rounded to the second", moment -> moment.truncatedTo(ChronoUnit.SECONDS));
        since("an hour early, as in another time zone", moment -> moment.minus(1, ChronoUnit.HOURS));
        add("since, of when rows changed", (request, server) -> {
            var since = parameter(request, "since");
            var answer = server.send(with(request, "since", ""));
            return !since.matches(".*T.*Z")
                    ? server.send(request)
                    : rows(
                            answer,
                            rows -> rows.removeIf(row -> row.has("updated_at")
                                    ? !Instant.parse(row.get("updated_at").asText())
                                            .isAfter(Instant.parse(since))
                                    : !Instant.parse(row.get("started_at").asText())
                                            .isAfter(Instant.parse(since))));
        });
    }

    private void since(String detail, UnaryOperator<Instant> other) {
        add(
                "another moment than since",
                detail,
                asking(request -> parameter(request, "since").matches(".*T.*Z")
                        ? with(
                                request,
                                "since",
                                other.apply(Instant.parse(parameter(request, "since")))
                                        .toString())
                        : request));
    }
}
