package app.inboundflow.contract.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The report as one HTML page that needs nothing else. */
final class Page {
    private Page() {}

    static String of(Run run, List<Section> sections) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>InboundFlow API %1$s: contract report</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <header>
                <p class="eyebrow">InboundFlow API · contract report</p>
                <h1>%3$s %4$s</h1>
                <p class="facts">%5$s</p>
                </header>
                <main>
                <nav aria-label="Results"><ul class="tiles">
                %6$s
                </ul></nav>
                %7$s
                %8$s
                </main>
                </body>
                </html>
                """.formatted(
                        Html.escape(run.contract()),
                        style(),
                        run.verdict(sections).html(),
                        Html.escape(run.headline(sections)),
                        facts(run),
                        sections.stream().map(Page::tile).collect(Collectors.joining("\n")),
                        failures(run.failures()),
                        sections.stream().map(Page::section).collect(Collectors.joining("\n")));
    }

    private static String facts(Run run) {
        return "Contract " + Html.escape(run.contract())
                + (run.commit().isEmpty() ? "" : " · commit " + Html.code(run.commit()))
                + " · " + Html.escape(run.at())
                + " · %,d tests passed, %,d failed, %,d skipped"
                        .formatted(run.passed(), run.failures().size(), run.skipped());
    }

    private static String tile(Section section) {
        return "<li class=\"" + Html.escape(section.verdict().word().replace(' ', '-')) + "\"><a href=\"#"
                + Html.escape(section.id()) + "\"><strong>" + section.verdict().html() + " "
                + Html.escape(section.title())
                + "</strong><span>" + Html.escape(section.sentence()) + "</span></a></li>";
    }

    private static String section(Section section) {
        var id = Html.escape(section.id());
        return "<section id=\"" + id + "\" aria-labelledby=\"" + id + "-title\">\n<h2 id=\"" + id + "-title\">"
                + section.verdict().html() + " " + Html.escape(section.title()) + "</h2>\n<p class=\"sentence\">"
                + Html.escape(section.sentence()) + "</p>\n" + section.html() + "</section>";
    }

    private static String failures(List<String> failures) {
        return failures.isEmpty()
                ? ""
                : "<section aria-labelledby=\"failures\"><h2 id=\"failures\">" + Verdict.DISPROVED.html()
                        + " Failed tests</h2><ul class=\"failed\">"
                        + failures.stream()
                                .map(name -> "<li>" + Html.escape(name) + "</li>")
                                .collect(Collectors.joining("\n"))
                        + "</ul></section>";
    }

    private static String style() {
        try (var css = Page.class.getResourceAsStream("/report/report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
