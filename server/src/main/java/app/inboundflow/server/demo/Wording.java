package app.inboundflow.server.demo;

import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes texts of the script into what is said: {@code <name>} becomes the caller's name, {@code <Hi|Hello>} one of the two,
 * and a pair of brackets may hold others.
 */
final class Wording {
    private static final Pattern INNERMOST = Pattern.compile("<([^<>]*)>");

    private final Map<String, String> slots;
    private final Random random;

    Wording(Map<String, String> slots, Random random) {
        this.slots = slots;
        this.random = random;
    }

    String say(String text) {
        var said = text;
        for (var blank = INNERMOST.matcher(said); blank.find(); blank = INNERMOST.matcher(said)) {
            said = blank.replaceFirst(Matcher.quoteReplacement(fill(blank.group(1))));
        }
        return said;
    }

    private String fill(String blank) {
        if (blank.contains("|")) {
            var choices = blank.split("\\|", -1);
            return choices[random.nextInt(choices.length)];
        }
        var word = slots.get(blank);
        if (word == null) {
            throw new IllegalStateException("the script does not say what <" + blank + "> is for this caller");
        }
        return word;
    }
}
