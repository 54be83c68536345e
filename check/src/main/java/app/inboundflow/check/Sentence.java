package app.inboundflow.check;

import java.util.Arrays;
import java.util.Locale;

/** The sentences of the contract's prose that answers are held to. Each is found in the document by words that it has. */
public enum Sentence {
    /** Which data a key reaches. */
    ONE_ORGANIZATION("belongs to one", "only the data"),
    /** What happens without a key. */
    NO_KEY("Without a valid key"),
    /** The order of lists. */
    ORDER("newest first", "`created_at`", "`id`"),
    /** The size of pages. */
    LIMIT("`limit` is the", "50"),
    /** When a page may be shorter. */
    SHORT_PAGE("fewer", "`limit`"),
    /** How pages follow one another. */
    NEXT_PAGE("While `has_more` is true"),
    /** What the last page says. */
    LAST_PAGE("`has_more` is false", "null"),
    /** What since means. */
    SINCE("`since` returns", "after"),
    /** How filters combine. */
    FILTERS("Filters match exactly"),
    /** What HEAD is. */
    HEAD("`HEAD`", "`GET`"),
    /** What identifies a request. */
    REQUEST_ID("`X-Request-Id`", "`meta.request_id`"),
    /** What an error names. */
    ERRORS("`errors` lists"),
    /** What a replay is. */
    REPLAY("byte for byte"),
    /** What a key that was used for another body gets. */
    REUSED("same key with another body"),
    /** Whether a type is a page. */
    PROBLEM_PAGE("`type`", "page"),
    /** What a misspelled filter gets. */
    UNKNOWN_NAME("not documented returns 400"),
    /** What the property status is. */
    STATUS("The HTTP status"),
    /** What is in the way. */
    EXISTING("id of the contact", "null"),
    /** Where what was created is. */
    LOCATION("path of the new"),
    /** What the timestamp of an answer is. */
    TIMESTAMP("When the response was"),
    /** What remains of a limit. */
    REMAINING("requests left until"),
    /** When a limit is available again. */
    RESET("Unix time", "full limit"),
    /** What of an error does not change. */
    CODE("Branch on `code`");

    private final String[] words;

    Sentence(String... words) {
        this.words = words;
    }

    /** The sentence as the contract has it; its words when a newer contract says it in others. */
    @Override
    public String toString() {
        return isFound() ? Contract.sentence(words) : String.join(" … ", words);
    }

    /** Whether the contract has it. */
    public boolean isFound() {
        return !Contract.sentence(words).isEmpty();
    }

    static boolean has(String sentence, String... words) {
        var text = sentence.toLowerCase(Locale.ROOT);
        return Arrays.stream(words).allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
    }
}
