package app.inboundflow.contract.report;

import java.util.Locale;

/** The result of a test, shown by a sign and a word, so that nobody depends on its colour. */
enum Verdict {
    PROVED("✓", "proved"),
    DISPROVED("✗", "disproved"),
    NOT_RUN("–", "not run");

    private final String sign;
    private final String word;

    Verdict(String sign, String word) {
        this.sign = sign;
        this.word = word;
    }

    static Verdict of(boolean isProved) {
        return isProved ? PROVED : DISPROVED;
    }

    String sign() {
        return sign;
    }

    String word() {
        return word;
    }

    /** The sign is for readers, the word for screen readers. */
    String html() {
        return "<span class=\"verdict " + name().toLowerCase(Locale.ROOT) + "\"><span aria-hidden=\"true\">" + sign
                + "</span><span class=\"spoken\">" + word + "</span></span>";
    }
}
