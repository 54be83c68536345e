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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The report of a run, as a page and as a line for each proof.
 *
 * @param all what became of all tests
 */
record Page(Outcome all, List<Section> sections) {
    /** Nothing seen, or an interaction that was not honoured. */
    private static final Pattern LACKING = Pattern.compile("0|false");

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

        private String html() {
            return "<h2>%s %s</h2><p>%s</p>%s"
                    .formatted(
                            sign(),
                            proof.title(),
                            escape(sentence()),
                            each(
                                    parts,
                                    part -> each(
                                            part.tables().entrySet(),
                                            table -> table(table.getKey(), table.getValue()))));
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
                table { border-collapse: collapse; width: 100%%; margin: 1rem 0; font-size: .92rem }
                caption { text-align: left; font-weight: 600 }
                th, td { border: 1px solid #8888; padding: .3rem .6rem; text-align: left; vertical-align: top }
                th { font-weight: 400; width: 18rem }
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
                        each(all.failures, name -> "<li>" + escape(name) + "</li>\n"),
                        each(sections, Section::html));
    }

    private static <T> String each(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).collect(Collectors.joining());
    }

    private static String table(String caption, Map<?, ?> rows) {
        return "<table><caption>%s</caption>%s</table>\n"
                .formatted(
                        escape(caption), each(rows.entrySet(), row -> "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
                                .formatted(escape(row.getKey()), cell(row.getValue()))));
    }

    private static String cell(Object found) {
        return switch (found) {
            case Map<?, ?> named -> each(named.entrySet(), one -> chip(one.getKey() + " ", one.getValue()));
            case Collection<?> values -> each(values, one -> escape(one) + "<br>");
            default -> chip("", found);
        };
    }

    private static String chip(String name, Object value) {
        return LACKING.matcher(value.toString()).matches()
                ? "<span class=\"failed\">✗ " + escape(name + value) + "</span> "
                : escape(name + value) + " ";
    }

    private static String escape(Object text) {
        return text.toString()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
