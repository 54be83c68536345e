package app.inboundflow.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the contract breaks for those who use the last released one. */
final class BreakingChangesSection {
    private static final String TITLE = "Breaking changes";

    private BreakingChangesSection() {}

    static Section of(JsonNode results) {
        if (results.isMissingNode()) {
            return Section.notRun(TITLE);
        }
        var changes = results.path("breakingChanges");
        var versions = "%s against the released %s"
                .formatted(
                        results.path("current").asText(),
                        results.path("released").asText());
        var rows = new ArrayList<String>();
        changes.forEach(change -> rows.add(Html.row(
                Html.code(change.path("place").asText()),
                List.of(
                        Html.cell(Html.escape(change.path("what").asText())),
                        Html.cell(Html.escape(change.path("breaks").asText())),
                        Html.cell(StreamSupport.stream(change.path("operations").spliterator(), false)
                                .map(operation -> Html.code(operation.asText()))
                                .collect(Collectors.joining(", ")))))));
        return new Section(
                TITLE,
                Verdict.of(changes.isEmpty()),
                (changes.isEmpty() ? "none, " : changes.size() + ", ") + versions,
                changes.isEmpty()
                        ? "<p>Whoever uses the last released contract can go on using this one.</p>"
                        : Html.table(
                                "What breaks, and for whom", List.of("Place", "Change", "Breaks", "Operations"), rows));
    }
}
