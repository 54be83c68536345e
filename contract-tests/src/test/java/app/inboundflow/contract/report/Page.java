package app.inboundflow.contract.report;

import app.inboundflow.check.Contract;
import app.inboundflow.contract.report.ReportListener.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The report of a run, as a page and as a line for each proof. */
final class Page {
    /** Nothing seen, or not all of something. */
    private static final Pattern LACKING = Pattern.compile("0|(?<all>\\d+) of (?!\\k<all>$)\\d+");

    private final Outcome all;
    private final List<Section> sections;

    Page(Outcome all, Map<Proof, Outcome> outcomes, Path directory) throws IOException {
        this.all = all;
        this.sections = new java.util.ArrayList<>();
        for (var proof : Proof.values()) {
            sections.add(
                    new Section(proof, outcomes.getOrDefault(proof, new Outcome()), Results.read(directory, proof)));
        }
    }

    private record Section(Proof proof, Outcome outcome, List<JsonNode> parts) {
        Verdict verdict() {
            return outcome.verdict(!parts.isEmpty());
        }

        String sentence() {
            var found =
                    parts.stream().map(part -> part.path("sentence").asText()).collect(Collectors.joining("; "));
            return switch (verdict()) {
                case PROVED -> found;
                case NOT_RUN -> "not run";
                case DISPROVED -> outcome.failures.size() + " tests failed" + (found.isEmpty() ? "" : "; " + found);
            };
        }

        String html() {
            return "<section id=\"%1$s\"><h2>%2$s</h2><p>%3$s</p>%4$s</section>"
                    .formatted(
                            proof,
                            head(),
                            escape(sentence()),
                            parts.stream()
                                    .flatMap(part -> part.path("tables").properties().stream())
                                    .map(table -> Page.table(table.getKey(), table.getValue()))
                                    .collect(Collectors.joining("\n")));
        }

        String head() {
            return "<span class=\"" + verdict() + "\" role=\"img\" aria-label=\""
                    + verdict().word() + "\">" + verdict().sign() + "</span> " + escape(proof.title());
        }
    }

    /** A line for each proof. */
    String lines() {
        return sections.stream()
                .map(section -> "%s %-16s %s%n"
                        .formatted(section.verdict().sign(), section.proof().title(), section.sentence()))
                .collect(Collectors.joining());
    }

    String html() throws IOException {
        return resource("/report/report.html")
                .replace("$style", resource("/report/report.css"))
                .replace("$version", escape(Contract.root().at("/info/version").asText()))
                .replace("$headline", headline())
                .replace(
                        "$facts",
                        "%s · %,d tests passed, %,d failed, %,d skipped"
                                .formatted(
                                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                                        all.passed,
                                        all.failures.size(),
                                        all.skipped))
                .replace(
                        "$tiles",
                        each(section -> "<li class=\"%s\"><a href=\"#%s\"><strong>%s</strong><span>%s</span></a></li>"
                                .formatted(
                                        section.verdict(),
                                        section.proof(),
                                        section.head(),
                                        escape(section.sentence()))))
                .replace(
                        "$failures",
                        all.failures.stream()
                                .map(name -> "<li>" + escape(name) + "</li>")
                                .collect(Collectors.joining("\n")))
                .replace("$sections", each(Section::html));
    }

    private String headline() {
        var verdicts = sections.stream().map(Section::verdict).toList();
        if (!all.failures.isEmpty()) {
            return "✗ Contract, server and client do not agree.";
        }
        return verdicts.contains(Verdict.NOT_RUN)
                ? "– What was run agrees; not everything was run."
                : "✓ Contract, server and client agree.";
    }

    private String each(java.util.function.Function<Section, String> html) {
        return sections.stream().map(html).collect(Collectors.joining("\n"));
    }

    private static String table(String caption, JsonNode rows) {
        return "<table><caption>" + escape(caption) + "</caption>"
                + rows.properties().stream()
                        .map(row -> "<tr><th scope=\"row\">" + escape(row.getKey()) + "</th><td>" + cell(row.getValue())
                                + "</td></tr>")
                        .collect(Collectors.joining("\n"))
                + "</table>";
    }

    private static String cell(JsonNode found) {
        if (found.isObject()) {
            return found.properties().stream()
                    .map(one -> chip(one.getKey() + " ", one.getValue().asText()))
                    .collect(Collectors.joining(" "));
        }
        return found.isArray()
                ? StreamSupport.stream(found.spliterator(), false)
                        .map(one -> escape(one.asText()))
                        .collect(Collectors.joining("<br>"))
                : chip("", found.asText());
    }

    private static String chip(String name, String value) {
        var isLacking = LACKING.matcher(value).matches();
        return "<span class=\"chip" + (isLacking ? " lacking" : "") + "\">" + (isLacking ? "✗ " : "")
                + escape(name + value) + "</span>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) throws IOException {
        try (var file = Page.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
