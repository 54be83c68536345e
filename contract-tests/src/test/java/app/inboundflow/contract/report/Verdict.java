package app.inboundflow.contract.report;

/** What came of a proof; told by a sign and a word, so that its colour is never needed. */
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

    String sign() {
        return sign;
    }

    String word() {
        return word;
    }
}
