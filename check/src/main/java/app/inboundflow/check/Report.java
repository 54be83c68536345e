package app.inboundflow.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a walk found, for people (HTML) and for machines (JUnit XML). */
record Report(String url, String version, List<Report.Result> results) {
    /**
     * What came of a step.
     *
     * @param skipped why it could not run; empty when it did
     */
    record Result(Step step, Optional<Violation> violation, String skipped, int requests, double seconds) {
        private String sign() {
            return violation.isPresent() ? "✗" : skipped.isEmpty() ? "✓" : "–";
        }

        private String details() {
            return violation.map(Violation::getMessage).orElse(skipped);
        }

        @Override
        public String toString() {
            return sign() + " " + step.name() + " (" + requests + " requests)"
                    + (details().isEmpty() ? "" : "\n" + details().indent(4).stripTrailing());
        }
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.html"), html());
        Files.writeString(directory.resolve("junit.xml"), junit());
    }

    private long count(boolean violations) {
        return results.stream()
                .filter(result -> violations
                        ? result.violation().isPresent()
                        : !result.skipped().isEmpty())
                .count();
    }

    private String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>InboundFlow check: %1$s</title>
                <style>
                body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
                pre { background: light-dark(#f3f3f3, #222); overflow-x: auto; padding: .75rem; white-space: pre-wrap; overflow-wrap: anywhere }
                li { list-style: none; margin: .25rem 0 } ul { padding: 0 } q { font-style: italic }
                </style>
                </head>
                <body>
                <h1>%2$s</h1>
                <p>%1$s, held against the contract %3$s at %4$s: %5$d checks, %6$d do not hold, %7$d could not run.</p>
                <ul>
                %8$s
                </ul>
                </body>
                </html>
                """.formatted(
                        escape(url),
                        count(true) > 0
                                ? "✗ Not as documented"
                                : count(false) > 0 ? "– Not all was checked" : "✓ As documented",
                        escape(version),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        results.size(),
                        count(true),
                        count(false),
                        results.stream().map(Report::item).collect(Collectors.joining("\n")));
    }

    private static String item(Result result) {
        return "<li>" + result.sign() + " " + escape(result.step().name()) + " (" + result.requests() + " requests)"
                + result.violation()
                        .map(violation -> "<p>The contract says: <q>" + escape(violation.sentence()) + "</q></p><pre>"
                                + escape(violation.seen()) + "</pre><p>Repeat it with:</p><pre>"
                                + escape(violation.curl())
                                + "</pre>")
                        .orElse(result.skipped().isEmpty() ? "" : "<pre>" + escape(result.skipped()) + "</pre>")
                + "</li>";
    }

    private String junit() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"InboundFlow check of " + escape(url)
                + "\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">%n"
                        .formatted(results.size(), count(true), count(false))
                + results.stream().map(Report::testCase).collect(Collectors.joining()) + "</testsuite>\n";
    }

    private static String testCase(Result result) {
        var body = result.violation()
                .map(violation -> "<failure message=\"" + escape(violation.sentence()) + "\">"
                        + escape(violation.getMessage()) + "</failure>")
                .orElse(result.skipped().isEmpty() ? "" : "<skipped message=\"" + escape(result.skipped()) + "\"/>");
        return String.format(
                Locale.ROOT,
                "  <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\">%s</testcase>%n",
                escape(String.join(" ", result.step().operations())),
                escape(result.step().name()),
                result.seconds(),
                body);
    }

    /** For HTML and XML, which has no place for most control characters. */
    private static String escape(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
