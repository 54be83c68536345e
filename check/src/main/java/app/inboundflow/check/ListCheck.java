package app.inboundflow.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a list means: its pages are pieces of one order, its filters keep what they name. It finds what it asks for in the rows that are
 * there, so it needs none of its own.
 */
final class ListCheck {
    private static final int MOST = 100;

    private final Client client;
    private final Operation list;
    private final Rows rows;
    private Rows.Page newest;

    ListCheck(Client client, Operation list) {
        this.client = client;
        this.list = list;
        this.rows = new Rows(client, list);
    }

    /** A filter: a parameter that keeps what has a value in a property, or what came after a moment. */
    private record Filter(String name, JsonNode parameter, String property) {
        boolean isMoment() {
            return property.isEmpty();
        }

        boolean keeps(JsonNode row, String value) {
            return isMoment()
                    ? Rows.created(row).isAfter(Instant.parse(value))
                    : row.path(property).asText().equals(value);
        }

        String sentence() {
            return isMoment()
                    ? Sentence.SINCE.toString()
                    : name + ": " + parameter.path("description").asText();
        }
    }

    Stream<Step> steps() {
        return Stream.of(
                Step.of(list, "pages of 100, 50, 7 and 1 are pieces of one order", () -> steadily(this::page)),
                Step.of(list, "each filter keeps what it names", () -> steadily(this::filter)),
                Step.of(list, "since is exact", () -> steadily(this::since)),
                Step.of(list, "filters combine, on every page", () -> steadily(this::combine)));
    }

    /** The newest rows, at most 100 of them, read once. */
    Rows.Page newest() {
        if (newest == null) {
            newest = rows.first(MOST);
        }
        return newest;
    }

    /** Rows that others write meanwhile are no lie: when the newest row is another one, it is done once more. */
    private void steadily(Step.Body body) throws Exception {
        try {
            body.run();
        } catch (Violation violation) {
            if (rows.first(1).ids().equals(newest().ids().stream().limit(1).toList())) {
                throw violation;
            }
            newest = null;
            body.run();
        }
    }

    private void page() {
        requirePrefix(rows.page(Request.get(list.path()), 50), Sentence.LIMIT, row -> true);
        requirePrefix(rows.pages(3, 7), Sentence.NEXT_PAGE, row -> true);
        requirePrefix(rows.pages(3, 1), Sentence.NEXT_PAGE, row -> true);
        var all = rows.pages(2, MOST);
        client.require(
                all.ids().subList(0, newest().ids().size()).equals(newest().ids()),
                Sentence.ORDER,
                "The first page of " + list.path() + " changed its order");
        if (!all.hasMore() && !all.items().isEmpty()) {
            var size = Math.min(all.items().size(), MOST);
            var last = rows.first(size);
            client.require(
                    last.hasMore() == (all.items().size() > size),
                    Sentence.LAST_PAGE,
                    "There are " + all.items().size() + " rows, and a page of " + size + " says has_more: "
                            + last.hasMore());
        }
    }

    /** That a page is what the newest rows begin with, of those that are kept, and ends when they do. */
    private void requirePrefix(Rows.Page page, Object sentence, Predicate<JsonNode> kept) {
        var expected = newest().items().stream().filter(kept).map(Rows::id).toList();
        var seen = page.ids();
        var size = Math.min(expected.size(), seen.size());
        var more = seen.subList(size, seen.size());
        client.require(
                seen.subList(0, size).equals(expected.subList(0, size))
                        && (size == expected.size() || page.hasMore())
                        && (newest().hasMore() || page.hasMore() == size < expected.size() && more.isEmpty())
                        && more.stream().noneMatch(newest().ids()::contains),
                sentence,
                "Of the newest rows, " + expected.size() + " are what was asked for. "
                        + (seen.subList(0, size).equals(expected.subList(0, size)) ? "" : difference(expected, seen))
                        + seen.size() + " came" + (page.hasMore() ? ", and more follow" : ""));
    }

    private static String difference(List<String> expected, List<String> seen) {
        var place = 0;
        while (expected.get(place).equals(seen.get(place))) {
            place++;
        }
        return "Number %d of them is %s, but %s came. ".formatted(place + 1, expected.get(place), seen.get(place));
    }

    private List<Filter> filters() {
        return list.parameters("query").stream()
                .filter(parameter -> !List.of("limit", "cursor")
                        .contains(parameter.path("name").asText()))
                .map(this::filter)
                .toList();
    }

    private Filter filter(JsonNode parameter) {
        var name = parameter.path("name").asText();
        if (name.equals("since")) {
            return new Filter(name, parameter, "");
        }
        var properties = Contract.resolve(list.item()).path("properties");
        return Stream.of(name, "caller_" + name)
                .filter(properties::has)
                .findFirst()
                .map(property -> new Filter(name, parameter, property))
                .orElseThrow(() -> new IllegalStateException("Teach ListCheck which property the parameter " + name
                        + " of " + list.id() + " is about; nothing checks it."));
    }

    private void filter() {
        for (var filter : filters()) {
            if (!filter.isMoment()) {
                for (var value : values(filter)) {
                    requirePrefix(
                            rows.first(MOST, filter.name(), value), filter.sentence(), row -> filter.keeps(row, value));
                }
            }
        }
    }

    /** Every value of an enum; of others, two that rows have. */
    private List<String> values(Filter filter) {
        var schema = Contract.resolve(filter.parameter().path("schema"));
        if (schema.has("enum")) {
            return Contract.texts(schema.get("enum"));
        }
        return newest().items().stream()
                .map(row -> row.path(filter.property()))
                .filter(value -> !value.isNull())
                .map(JsonNode::asText)
                .distinct()
                .limit(2)
                .toList();
    }

    /** At a row's moment, just before and just after it. */
    private void since() {
        if (newest().items().isEmpty() || filters().stream().noneMatch(Filter::isMoment)) {
            return;
        }
        var row = newest().items().get(Math.min(5, newest().items().size() - 1));
        var moment = Rows.created(row);
        for (var since : List.of(moment, moment.minus(1, ChronoUnit.MICROS), moment.plus(1, ChronoUnit.MICROS))) {
            requirePrefix(rows.first(MOST, "since", since.toString()), Sentence.SINCE, other -> Rows.created(other)
                    .isAfter(since));
        }
    }

    /** Two filters at once keep fewer than each alone; pages of one keep to them. */
    private void combine() {
        var filters = filters();
        for (var i = 0; i < filters.size(); i++) {
            for (var j = i + 1; j < filters.size(); j++) {
                combine(filters.get(i), filters.get(j));
            }
        }
        for (var filter : filters) {
            repeated(filter)
                    .ifPresent(value -> requirePrefix(
                            rows.pages(2, 1, filter.name(), value),
                            filter.sentence(),
                            row -> filter.keeps(row, value)));
        }
    }

    private void combine(Filter one, Filter other) {
        var best = new TreeMap<Long, List<String>>();
        for (var row : newest().items()) {
            // A moment just before the row keeps it, its own moment does not.
            for (var micros : List.of(1, 0)) {
                var values = Stream.of(one, other)
                        .map(filter -> filter.isMoment()
                                ? Rows.created(row)
                                        .minus(micros, ChronoUnit.MICROS)
                                        .toString()
                                : row.path(filter.property()).asText())
                        .toList();
                if (!values.contains("null")) {
                    var alone = Math.min(count(one, values.get(0)), count(other, values.get(1)));
                    var together = count(kept -> one.keeps(kept, values.get(0)) && other.keeps(kept, values.get(1)));
                    best.putIfAbsent(together - alone, values);
                }
            }
        }
        Optional.ofNullable(best.firstEntry())
                .map(Map.Entry::getValue)
                .ifPresent(values -> requirePrefix(
                        rows.first(MOST, one.name(), values.get(0), other.name(), values.get(1)),
                        Sentence.FILTERS,
                        row -> one.keeps(row, values.get(0)) && other.keeps(row, values.get(1))));
    }

    /** A value that several rows have and others have not. */
    private Optional<String> repeated(Filter filter) {
        return filter.isMoment()
                ? Optional.empty()
                : newest().items().stream()
                        .map(row -> row.path(filter.property()).asText())
                        .filter(value -> !value.equals("null") && count(filter, value) > 1)
                        .findFirst();
    }

    private long count(Filter filter, String value) {
        return count(row -> filter.keeps(row, value));
    }

    private long count(Predicate<JsonNode> kept) {
        return newest().items().stream().filter(kept).count();
    }
}
