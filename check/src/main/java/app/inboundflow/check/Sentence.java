package app.inboundflow.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sentences of the contract's prose that answers are held to. Each is found in the document by words that it has. */
public enum Sentence {
    ONE_ORGANIZATION("belongs to one", "only the data"),
    NO_KEY("Without a valid key"),
    ORDER("newest first", "`created_at`", "`id`"),
    LIMIT("`limit` is the", "50"),
    SHORT_PAGE("fewer", "`limit`"),
    NEXT_PAGE("While `has_more` is true"),
    OTHER_LIMIT("change `limit` between"),
    CURSOR("cursor works only for"),
    LAST_PAGE("`has_more` is false", "null"),
    SINCE("`since` returns", "after"),
    OFFSET("with `Z` or an offset", "such as"),
    FILTERS("Filters match exactly"),
    HEAD("`HEAD`", "`GET`"),
    REQUEST_ID("`X-Request-Id`", "`meta.request_id`"),
    ERRORS("`errors` lists"),
    REPLAY("byte for byte"),
    KEPT("After any other answer"),
    PROBLEM_PAGE("`type`", "page"),
    STATUS("The HTTP status"),
    EXISTING("id of the contact", "null"),
    LOCATION("path of the new"),
    TIMESTAMP("When the response was"),
    REMAINING("requests left until"),
    RESET("Unix time", "full limit"),
    CODE("Branch on `code`");

    private static final Pattern END = Pattern.compile("(?<=[.:!?]) (?=[A-Z`*])");

    private final String[] words;

    Sentence(String... words) {
        this.words = words;
    }

    /** The sentence as the contract has it; its words when a newer contract says it in others. */
    @Override
    public String toString() {
        return found().orElse(String.join(" … ", words));
    }

    /** Whether the contract has it. */
    public boolean isFound() {
        return found().isPresent();
    }

    private Optional<String> found() {
        return Contract.root().findValuesAsText("description").stream()
                .flatMap(text -> END.splitAsStream(text.replaceAll("\\s+", " ")))
                .filter(sentence -> Arrays.stream(words).allMatch(word -> has(sentence, word)))
                .map(String::strip)
                .findFirst();
    }

    private static boolean has(String sentence, String word) {
        return sentence.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }
}
