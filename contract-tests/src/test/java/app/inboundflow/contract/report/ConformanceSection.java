package app.inboundflow.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the walk of the API saw of all that the contract declares. */
final class ConformanceSection {
    private static final String TITLE = "Conformance";

    private ConformanceSection() {}

    /**
     * What the walk saw of this build's server, or of a deployment, whose data need not show everything that is declared.
     *
     * @param deployment the deployment's address; empty when it was this build's server
     */
    static Section of(JsonNode results, String deployment) {
        if (results.isMissingNode()) {
            return Section.notRun(TITLE);
        }
        var isDemanded = deployment.isEmpty();
        var operations = results.path("operations");
        var enums = results.path("enums");
        var nullables = results.path("nullables");
        var sentence = "%,d exchanges%s as documented; %s operation × status, %s enum values, %s nulls and values seen"
                .formatted(
                        results.path("exchanges").asInt(),
                        isDemanded ? "" : " with " + deployment,
                        seen(operations),
                        seen(enums),
                        seen(nullables));
        var isAllSeen = List.of(operations, enums, nullables).stream().allMatch(kind -> missing(kind) == 0);
        return new Section(
                TITLE,
                Verdict.of(isAllSeen || !isDemanded),
                sentence,
                "<p>Each exchange with the real server was held against the contract: status, headers, media type, body. "
                        + "The numbers say how often each was seen; "
                        + (isDemanded
                                ? "what is declared has to be seen.</p>"
                                : "what the data of the deployment did not show is a 0.</p>")
                        + Matrix.table(
                                "How often each status of each operation was seen",
                                operations,
                                count -> Matrix.count(count.asText(), count.asInt() > 0 || !isDemanded))
                        + Html.table(
                                "How often each value of each enum was seen",
                                List.of("Field", "Values"),
                                enums(enums, isDemanded))
                        + Html.table(
                                "How often each nullable field was seen as null, and with a value",
                                List.of("Schema", "Fields: null / value"),
                                nullables(nullables, isDemanded)));
    }

    private static int missing(JsonNode kind) {
        var missing = 0;
        for (var counts : kind) {
            for (var count : counts) {
                missing += count.asInt() == 0 ? 1 : 0;
            }
        }
        return missing;
    }

    private static String seen(JsonNode kind) {
        var declared = 0;
        for (var counts : kind) {
            declared += counts.size();
        }
        return "%d of %d".formatted(declared - missing(kind), declared);
    }

    private static List<String> enums(JsonNode enums, boolean isDemanded) {
        var rows = new ArrayList<String>();
        enums.properties()
                .forEach(field -> rows.add(Html.row(
                        Html.code(field.getKey()),
                        List.of(Html.cell(field.getValue().properties().stream()
                                .map(value -> chip(
                                        value.getKey(),
                                        value.getValue().asText(),
                                        value.getValue().asInt() > 0 || !isDemanded))
                                .collect(Collectors.joining(" ")))))));
        return rows;
    }

    private static List<String> nullables(JsonNode nullables, boolean isDemanded) {
        Map<String, List<String>> schemas = new TreeMap<>();
        nullables.properties().forEach(field -> {
            var name = field.getKey().split("\\.", 2);
            var nulls = field.getValue().path("null").asInt();
            var values = field.getValue().path("value").asInt();
            schemas.computeIfAbsent(name[0], schema -> new ArrayList<>())
                    .add(chip(name[name.length - 1], nulls + " / " + values, nulls > 0 && values > 0 || !isDemanded));
        });
        return schemas.entrySet().stream()
                .map(schema ->
                        Html.row(Html.code(schema.getKey()), List.of(Html.cell(String.join(" ", schema.getValue())))))
                .toList();
    }

    private static String chip(String name, String count, boolean isSeen) {
        return "<span class=\"chip" + (isSeen ? "" : " bad") + "\">" + (isSeen ? "" : Verdict.DISPROVED.html() + " ")
                + Html.code(name) + " " + Html.escape(count) + "</span>";
    }
}
