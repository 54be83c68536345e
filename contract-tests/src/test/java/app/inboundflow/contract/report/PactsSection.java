package app.inboundflow.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What consumers rely on, and whether the server honours it. */
final class PactsSection {
    private static final String TITLE = "Pacts";

    private PactsSection() {}

    static Section of(JsonNode results) {
        if (results.isMissingNode()) {
            return Section.notRun(TITLE);
        }
        var consumers = results.path("consumers");
        var tables = new StringBuilder();
        var all = 0;
        var verified = 0;
        for (var consumer : consumers) {
            var rows = new ArrayList<String>();
            for (var interaction : consumer.path("interactions")) {
                all++;
                verified += interaction.path("verified").asBoolean() ? 1 : 0;
                rows.add(row(interaction));
            }
            tables.append(Html.table(
                    "What " + consumer.path("name").asText() + " relies on",
                    List.of("Interaction", "Given", "Operation", "Status", "Verified"),
                    rows));
        }
        return new Section(
                TITLE,
                Verdict.of(all > 0 && verified == all),
                "%d of %d interactions of %d %s verified"
                        .formatted(verified, all, consumers.size(), consumers.size() == 1 ? "consumer" : "consumers"),
                "<p>The real server was asked what the pacts say consumers ask, and answered what they rely on.</p>"
                        + tables);
    }

    private static String row(JsonNode interaction) {
        var states = StreamSupport.stream(interaction.path("states").spliterator(), false)
                .map(state -> Html.escape(
                        state.isTextual() ? state.asText() : state.path("name").asText()))
                .collect(Collectors.joining("<br>"));
        return Html.row(
                Html.escape(interaction.path("description").asText()),
                List.of(
                        Html.cell(states.isEmpty() ? "nothing" : states),
                        Html.cell(Html.code(interaction.path("operationId").asText())),
                        Html.cell(
                                "number", Html.escape(interaction.path("status").asText())),
                        Html.cell(Verdict.of(interaction.path("verified").asBoolean())
                                .html())));
    }
}
