package app.inboundflow.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the saboteur altered, and whether anyone objected. */
final class AlterationsSection {
    private static final String TITLE = "Alterations";

    private AlterationsSection() {}

    static Section of(JsonNode results) {
        if (results.isMissingNode()) {
            return Section.notRun(TITLE);
        }
        var made = results.path("made").asInt();
        var caught = results.path("caught").asInt();
        var kinds = new ArrayList<String>();
        results.path("kinds")
                .properties()
                .forEach(kind -> kinds.add(Html.row(Html.escape(kind.getKey()), List.of(shown(kind.getValue())))));
        var legal = new ArrayList<String>();
        results.path("legal")
                .properties()
                .forEach(reason -> legal.add(Html.row(
                        Html.escape(reason.getKey()),
                        List.of(Html.cell(
                                "number", Html.escape(reason.getValue().asText()))))));
        return new Section(
                TITLE,
                Verdict.of(made > 0 && caught == made),
                "%,d of %,d alterations of real responses caught".formatted(caught, made),
                "<p>A proxy altered real responses in one way at a time. An alteration that nobody objects to would be a "
                        + "hole in the proofs.</p>"
                        + missed(results.path("missed"))
                        + "<div class=\"beside\">"
                        + Html.table("Alterations caught, by kind", List.of("Kind", "Caught"), kinds)
                        + Html.table(
                                "Left out, because the contract allows the result", List.of("Result", "Times"), legal)
                        + "</div>"
                        + Matrix.table(
                                "Alterations caught, by the response that was altered",
                                results.path("responses"),
                                AlterationsSection::shown));
    }

    private static String shown(JsonNode count) {
        var made = count.path("made").asInt();
        var caught = count.path("caught").asInt();
        return Matrix.count(
                caught == made ? "%,d".formatted(made) : "%,d of %,d".formatted(caught, made), caught == made);
    }

    private static String missed(JsonNode missed) {
        if (missed.isEmpty()) {
            return "";
        }
        var rows = new ArrayList<String>();
        missed.forEach(one -> rows.add(Html.row(
                Html.code(one.path("operation").asText() + " "
                        + one.path("status").asText()),
                List.of(
                        Html.cell(Html.code(one.path("place").asText())),
                        Html.cell(Html.escape(one.path("kind").asText())),
                        Html.cell(Html.code(one.path("alteration").asText()))))));
        return Html.table("Missed", List.of("Response", "Place", "Kind", "Alteration"), rows);
    }
}
