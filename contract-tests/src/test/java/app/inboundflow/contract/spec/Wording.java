package app.inboundflow.contract.spec;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What good wording in the contract looks like. */
final class Wording {
    static final String ADVICE = "describe it in sentences: a capital first, a full stop last";

    private static final Pattern SENTENCES = Pattern.compile("[A-Z1-9`].*[.…]", Pattern.DOTALL);
    private static final Pattern TITLE = Pattern.compile("[A-Z][^.]*");
    private static final Pattern CAPITALIZED = Pattern.compile(".*\\s[A-Z][a-z].*");

    private Wording() {}

    static boolean isSentence(String text) {
        return SENTENCES.matcher(text.strip()).matches();
    }

    /** Sentence case without a full stop. Acronyms may be in it. */
    static boolean isTitle(String text) {
        return TITLE.matcher(text).matches()
                && !CAPITALIZED.matcher(text).matches()
                && text.equals(text.strip())
                && text.length() <= 60;
    }

    /** Whether a text says what a title does not say already: a few words of weight. */
    static boolean adds(String text, String title) {
        var words = words(text);
        words.removeAll(words(title));
        return words.size() >= 3;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(java.util.Locale.ROOT).split("[^a-z]+"))
                .filter(word -> word.length() > 3)
                .collect(Collectors.toSet());
    }
}
