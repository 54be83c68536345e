package app.inboundflow.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How the contract itself is: its house rules and its examples. */
final class SpecSection {
    private static final String TITLE = "Contract";

    private SpecSection() {}

    static Section of(JsonNode results) {
        if (results.isMissingNode()) {
            return Section.notRun(TITLE);
        }
        var rules = results.path("rules");
        var broken = StreamSupport.stream(rules.spliterator(), false)
                .filter(rule -> !rule.path("violations").isEmpty())
                .count();
        var examples = results.path("examples");
        var invalid = examples.path("invalid").size();
        var validated = 0;
        for (var count : examples.path("validated")) {
            validated += count.asInt();
        }
        return new Section(
                TITLE,
                rules.isMissingNode() && examples.isMissingNode()
                        ? Verdict.NOT_RUN
                        : Verdict.of(broken == 0 && invalid == 0),
                (rules.isMissingNode()
                                ? "rules not run"
                                : "%d of %d house rules kept".formatted(rules.size() - broken, rules.size()))
                        + "; "
                        + (examples.isMissingNode()
                                ? "examples not run"
                                : "%d of %d examples valid".formatted(validated - invalid, validated)),
                rules(rules) + examples(examples));
    }

    private static String rules(JsonNode rules) {
        var broken = new ArrayList<String>();
        var deviations = new ArrayList<String>();
        for (var rule : rules) {
            rule.path("violations")
                    .forEach(violation -> broken.add(Html.row(
                            Html.escape(rule.path("rule").asText()),
                            List.of(Html.cell(Html.escape(violation.asText()))))));
            rule.path("deviations")
                    .forEach(deviation -> deviations.add(Html.row(
                            Html.escape(rule.path("rule").asText()),
                            List.of(
                                    Html.cell(
                                            Html.code(deviation.path("pointer").asText())),
                                    Html.cell(
                                            Html.escape(deviation.path("reason").asText()))))));
        }
        var list = StreamSupport.stream(rules.spliterator(), false)
                .map(rule ->
                        "<li>" + Verdict.of(rule.path("violations").isEmpty()).html() + " "
                                + Html.escape(rule.path("rule").asText()) + "</li>")
                .collect(Collectors.joining("\n"));
        return (rules.isEmpty() ? "" : "<h3>House rules</h3><ul class=\"rules\">\n" + list + "</ul>")
                + (broken.isEmpty() ? "" : Html.table("Broken rules", List.of("Rule", "Where"), broken))
                + (deviations.isEmpty()
                        ? ""
                        : Html.table("Deviations on purpose", List.of("Rule", "Place", "Reason"), deviations));
    }

    private static String examples(JsonNode examples) {
        var rows = new ArrayList<String>();
        examples.path("validated")
                .properties()
                .forEach(kind -> rows.add(Html.row(
                        Html.escape(kind.getKey()),
                        List.of(Html.cell("number", Html.escape(kind.getValue().asText()))))));
        var invalid = StreamSupport.stream(examples.path("invalid").spliterator(), false)
                .map(example -> "<li>" + Verdict.DISPROVED.html() + " " + Html.escape(example.asText()) + "</li>")
                .collect(Collectors.joining("\n"));
        return (rows.isEmpty()
                        ? ""
                        : Html.table("Examples held against their schemas", List.of("In", "Examples"), rows))
                + (invalid.isEmpty() ? "" : "<h3>Invalid examples</h3><ul>\n" + invalid + "</ul>");
    }
}
