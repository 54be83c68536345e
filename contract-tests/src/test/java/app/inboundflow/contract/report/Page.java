package app.inboundflow.contract.report;

import app.inboundflow.check.Contract;
import app.inboundflow.contract.report.ReportListener.Outcome;
import app.inboundflow.contract.report.Results.Part;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The report of a run, as a page and as a line for each proof.
 *
 * @param all what became of all tests
 */
record Page(Outcome all, List<Section> sections) {
    /** A proof: what became of its tests, and what they left. */
    record Section(Proof proof, Outcome outcome, List<Part> parts) {
        /** A proof of which a test failed is none, and neither is one that left nothing or of which nothing was run. */
        private String sign() {
            return !outcome.failures.isEmpty() ? "✗" : outcome.passed == 0 || parts.isEmpty() ? "–" : "✓";
        }

        private String sentence() {
            var found = parts.stream().map(Part::sentence).collect(Collectors.joining("; "));
            return switch (sign()) {
                case "✓" -> found;
                case "–" -> "not run";
                default -> outcome.failures.size() + " tests failed; " + found;
            };
        }
    }

    /** A line for each proof. */
    String lines() {
        return each(sections, section -> "%s %-16s %s%n"
                .formatted(section.sign(), section.proof().title(), section.sentence()));
    }

    String html() {
        var isAll = sections.stream().allMatch(section -> section.sign().equals("✓"));
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>InboundFlow API %1$s: contract report</title>
                <style>
                body { margin: 2rem auto; max-width: 74rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
                table { border-collapse: collapse; font-size: .96rem }
                th, td { border-top: 1px solid #8888; padding: .2rem 1rem .2rem 0; text-align: left; vertical-align: top; font-weight: 400 }
                .failed { color: light-dark(#a3161c, #ff9a94); font-weight: 600 }
                </style>
                </head>
                <body>
                <h1>%2$s</h1>
                <p>InboundFlow API %1$s, %3$s: %4$,d tests passed, %5$,d failed, %6$,d skipped</p>
                <ul class="failed">%7$s</ul>
                %8$s
                </body>
                </html>
                """.formatted(
                Contract.root().at("/info/version").asText(),
                !all.failures.isEmpty()
                        ? "✗ Contract, server and client do not agree."
                        : isAll
                                ? "✓ Contract, server and client agree."
                                : "– What was run agrees; not everything was run.",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                all.passed,
                all.failures.size(),
                all.skipped,
                each(all.failures, name -> "<li>" + html(name) + "</li>\n"),
                each(
                        sections,
                        section -> "<h2>%s %s</h2>\n<p>%s</p>\n"
                                        .formatted(
                                                section.sign(), section.proof().title(), html(section.sentence()))
                                + each(section.parts(), part -> html(part.tables()))));
    }

    /** Whatever a proof left. Nothing seen and an interaction that was not honoured are marked. */
    private static String html(Object found) {
        return switch (found) {
            case Map<?, ?> named ->
                each(named.entrySet(), row -> "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
                                .formatted(html(row.getKey()), html(row.getValue())))
                        .transform(rows -> "<table>\n" + rows + "</table>\n");
            case Collection<?> values -> each(values, one -> html(one) + "<br>");
            case Integer number -> number == 0 ? "<span class=\"failed\">✗ 0</span>" : number.toString();
            case Boolean isTrue -> isTrue ? "✓" : "<span class=\"failed\">✗</span>";
            default ->
                found.toString()
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
        };
    }

    private static <T> String each(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).collect(Collectors.joining());
    }
}
