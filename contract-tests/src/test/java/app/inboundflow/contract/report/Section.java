package app.inboundflow.contract.report;

import java.util.Locale;

/**
 * A part of the report.
 *
 * @param sentence what was found, in a few words; the console says it too
 * @param html the details
 */
record Section(String title, Verdict verdict, String sentence, String html) {
    static Section notRun(String title) {
        return new Section(
                title, Verdict.NOT_RUN, "not run", "<p class=\"not-run\">These tests were not part of the run.</p>");
    }

    /** A name to link to. */
    String id() {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
