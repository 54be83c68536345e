package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a list means: its pages are pieces of one order, its filters keep what they name. It finds what it asks for in the rows that are
 * there, so it needs none of its own.
 */
record ListCheck(Client client, Operation list, Rows rows) {
    private static final DateTimeFormatter OFFSET =
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneOffset.ofHours(2));

    /**
     * A parameter that keeps what has its value in a property, or what came after that moment.
     *
     * @param sentence what the contract says of it
     */
    private record Filter(String name, JsonNode schema, String sentence, String property, String value) {
        boolean isMoment() {
            return name.equals("since");
        }

        boolean keeps(JsonNode row) {
            return isMoment()
                    ? Rows.created(row).isAfter(Instant.parse(value))
                    : row.path(property).asText().equals(value);
        }

        Filter with(Object other) {
            return new Filter(name, schema, sentence, property, other.toString());
        }

        /** With what a row has; of moments also with the one just before, because a row's own does not keep it. */
        Stream<Filter> from(JsonNode row) {
            return isMoment()
                    ? Stream.of(1, 0).map(micros -> with(Rows.created(row).minus(micros, ChronoUnit.MICROS)))
                    : Stream.of(row.path(property)).filter(JsonNode::isTextual).map(value -> with(value.asText()));
        }
    }

    private List<Filter> filters() {
        var filters = new ArrayList<Filter>();
        for (var parameter : list.parameters("query")) {
            var name = parameter.path("name").asText();
            var properties = name.equals("since") ? Stream.of("created_at") : Stream.of(name, "caller_" + name);
            if (!List.of("limit", "cursor").contains(name)) {
                var property = properties
                        .filter(list.properties()::has)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("Teach ListCheck which property the parameter "
                                + name + " of " + list.id() + " is about; nothing checks it."));
                var sentence = name + ": " + parameter.path("description").asText();
                filters.add(new Filter(name, Contract.resolve(parameter.path("schema")), sentence, property, ""));
            }
        }
        return filters;
    }

    Stream<Step> steps() {
        return Stream.of(
                step("pages of 100, 50, 7 and 1 are pieces of one order", this::page),
                step("a cursor is good for its filters only", this::refuseCursors),
                step("each filter keeps what it names", this::filter),
                step("since is exact", this::since),
                step("filters combine, on every page", this::combine));
    }

    /** Rows that others write meanwhile are no lie: when there are new ones, it is done once more. */
    private Step step(String name, Runnable body) {
        return Step.of(list, name, () -> {
            try {
                body.run();
            } catch (Violation violation) {
                if (!rows.areNew()) {
                    throw violation;
                }
                body.run();
            }
        });
    }

    private void page() {
        requirePages(Sentence.LIMIT, 0);
        requirePages(Sentence.NEXT_PAGE, 7, 7, 7);
        requirePages(Sentence.NEXT_PAGE, 1, 1, 1);
        requirePages(Sentence.OTHER_LIMIT, 2, 5);
        requirePages(Sentence.ORDER, Rows.MOST, Rows.MOST);
        // The last page, when it is as long as a page may be.
        requirePages(Sentence.LAST_PAGE, Math.max(1, rows.newest().items().size()));
    }

    private void requirePages(Sentence sentence, int... limits) {
        requirePrefix(rows.pages(rows.all(), limits), sentence, row -> true);
    }

    /** A cursor of all rows is refused with each filter, and by another list. */
    private void refuseCursors() {
        var cursor = rows.pages(rows.all(), 1).cursor();
        var filtered = filters().stream()
                .flatMap(filter ->
                        rows.newest().items().stream().flatMap(filter::from).limit(1))
                .map(filter -> asked(List.of(filter)));
        var others = Contract.lists().stream()
                .filter(other -> !other.equals(list))
                .limit(1)
                .map(other -> Request.get(other.path()));
        Stream.concat(filtered, others)
                .filter(request -> !cursor.isEmpty())
                .forEach(request -> requireNoCursor(client, request.query("cursor", cursor)));
    }

    /** That a cursor is not taken, or that the key may not ask there. */
    static void requireNoCursor(Client client, Request request) {
        var status = client.send(request).status();
        client.require(List.of(400, 403).contains(status), Sentence.CURSOR, request, " is answered with ", status);
    }

    /** That a page is what the newest rows begin with, of those that are kept, and ends when they do. */
    private void requirePrefix(Rows.Page page, Object sentence, Predicate<JsonNode> kept) {
        var newest = rows.newest();
        var expected = newest.items().stream().filter(kept).map(Rows::id).toList();
        var seen = page.ids();
        var size = Math.min(expected.size(), seen.size());
        var place = 0;
        while (place < size && expected.get(place).equals(seen.get(place))) {
            place++;
        }
        var more = seen.subList(size, seen.size());
        client.require(
                place == size
                        && (size == expected.size() || page.hasMore())
                        && (newest.hasMore() || page.hasMore() == size < expected.size() && more.isEmpty())
                        && more.stream().noneMatch(newest.ids()::contains),
                sentence,
                "Of the newest rows, ",
                expected.size(),
                " are what was asked for. ",
                place == size
                        ? ""
                        : "Number %d of them is %s, but %s came. "
                                .formatted(place + 1, expected.get(place), seen.get(place)),
                seen.size(),
                page.hasMore() ? " came, and more follow" : " came");
    }

    private Request asked(List<Filter> filters) {
        var request = rows.all();
        for (var filter : filters) {
            request = request.query(filter.name(), filter.value());
        }
        return request;
    }

    /** That pages hold what filters keep. */
    private void requireKept(Object sentence, Request asked, List<Filter> filters, int... limits) {
        requirePrefix(
                rows.pages(asked, limits), sentence, row -> filters.stream().allMatch(filter -> filter.keeps(row)));
    }

    private void requireKept(Object sentence, Filter... filters) {
        requireKept(sentence, asked(List.of(filters)), List.of(filters), Rows.MOST);
    }

    /** Every value of an enum; of others, two that rows have, with their plus as it is. */
    private void filter() {
        for (var filter : filters()) {
            var declared = Contract.texts(filter.schema().path("enum")).stream().map(filter::with);
            var found = rows.newest().items().stream()
                    .flatMap(filter::from)
                    .distinct()
                    .limit(2);
            if (!filter.isMoment()) {
                (filter.schema().has("enum") ? declared : found)
                        .map(List::of)
                        .forEach(
                                one -> requireKept(filter.sentence(), asked(one).withPlainPlus(), one, Rows.MOST));
            }
        }
    }

    /** At a row's moment, just before and just after it, and as another time zone writes it. */
    private void since() {
        var items = rows.newest().items();
        for (var filter : filters()) {
            if (filter.isMoment() && !items.isEmpty()) {
                var moment = Rows.created(items.get(Math.min(5, items.size() - 1)));
                for (var micros : List.of(0, -1, 1)) {
                    requireKept(Sentence.SINCE, filter.with(moment.plus(micros, ChronoUnit.MICROS)));
                }
                var elsewhere = List.of(filter.with(OFFSET.format(moment)));
                requireKept(Sentence.OFFSET, asked(elsewhere).withPlainPlus(), elsewhere, Rows.MOST);
            }
        }
    }

    /** Two filters at once keep fewer than each alone; pages of one keep to them. */
    private void combine() {
        var filters = filters();
        for (var one : filters) {
            filters.subList(filters.indexOf(one) + 1, filters.size()).forEach(other -> combine(one, other));
            rows.newest().items().stream()
                    .filter(row -> !one.isMoment())
                    .flatMap(one::from)
                    .filter(filter -> count(filter::keeps) > 1)
                    .findFirst()
                    .map(List::of)
                    .ifPresent(kept -> requireKept(one.sentence(), asked(kept), kept, 1, 1));
        }
    }

    private void combine(Filter one, Filter other) {
        var all = rows.newest().items().stream()
                .flatMap(row -> one.from(row).flatMap(first -> other.from(row).map(second -> List.of(first, second))))
                .toList();
        all.stream()
                .filter(both -> both.stream()
                        .allMatch(filter -> count(filter::keeps)
                                > count(row -> both.stream().allMatch(each -> each.keeps(row)))))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .ifPresent(both -> requireKept(Sentence.FILTERS, both.toArray(Filter[]::new)));
    }

    private long count(Predicate<JsonNode> kept) {
        return rows.newest().items().stream().filter(kept).count();
    }
}
