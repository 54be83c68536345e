package app.inboundflow.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a walk found, for people (HTML) and for machines (JUnit XML). */
record Report(String url, String version, List<Report.Result> results) {
    /**
     * What came of a step.
     *
     * @param sign ✓ when it holds, ✗ when it does not, – when it could not run
     * @param sentence of the contract that does not hold; else empty
     * @param details what was seen, or why it could not run; else empty
     */
    record Result(Step step, String sign, String sentence, String details, int requests, double seconds) {
        private String title() {
            return sign + " " + step.name() + " (" + requests + (requests == 1 ? " request)" : " requests)");
        }

        @Override
        public String toString() {
            return title() + (details.isEmpty() ? "" : "\n" + details.indent(4).stripTrailing());
        }

        private String html() {
            return "<li>" + escape(title()) + (details.isEmpty() ? "" : "<pre>" + escape(details) + "</pre>")
                    + "</li>\n";
        }

        private String junit() {
            return String.format(
                    Locale.ROOT,
                    "  <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\">%s</testcase>%n",
                    escape(String.join(" ", step.operations())),
                    escape(step.name()),
                    seconds,
                    switch (sign) {
                        case "✗" -> "<failure message=\"" + escape(sentence) + "\">" + escape(details) + "</failure>";
                        case "–" -> "<skipped message=\"" + escape(details) + "\"/>";
                        default -> "";
                    });
        }
    }

    /** How many results have a sign. */
    long count(String sign) {
        return results.stream().filter(result -> result.sign().equals(sign)).count();
    }

    String summary() {
        var verdict =
                count("✗") > 0 ? "✗ Not as documented" : count("–") > 0 ? "– Not all was checked" : "✓ As documented";
        return "%s: %d of %d checks hold, %d do not, %d could not run"
                .formatted(verdict, count("✓"), results.size(), count("✗"), count("–"));
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.html"), html());
        Files.writeString(directory.resolve("junit.xml"), junit());
    }

    private String each(Function<Result, String> text) {
        return results.stream().map(text).collect(Collectors.joining());
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
                pre { background: light-dark(#f3f3f3, #222); padding: .75rem; white-space: pre-wrap; overflow-wrap: anywhere }
                li { list-style: none; margin: .25rem 0 } ul { padding: 0 }
                </style>
                </head>
                <body>
                <h1>%2$s</h1>
                <p>%1$s, held against the contract %3$s at %4$s</p>
                <ul>
                %5$s</ul>
                </body>
                </html>
                """.formatted(
                        escape(url),
                        summary(),
                        escape(version),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        each(Result::html));
    }

    private String junit() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="InboundFlow check of %s" tests="%d" failures="%d" errors="0" skipped="%d">
                %s</testsuite>
                """.formatted(escape(url), results.size(), count("✗"), count("–"), each(Result::junit));
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
