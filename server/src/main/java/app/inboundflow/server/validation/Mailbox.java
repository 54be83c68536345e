package app.inboundflow.server.validation;

import java.util.regex.Pattern;

/** What the format {@code email} of the contract is: a mailbox of RFC 5321, in ASCII, whatever its domain. */
final class Mailbox {
    /** The contract's {@code maxLength}, which is checked by itself. The pattern would need a deep stack for a long text. */
    private static final int MOST_CHARACTERS = 254;

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++";
    private static final String QUOTED = "\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*+\"";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    private static final Pattern PATTERN = Pattern.compile("(?:" + ATOM + "(?:\\." + ATOM + ")*+|" + QUOTED + ")@(?:"
            + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9A-Fa-f.:IPv]+])");

    private Mailbox() {}

    /** Whether a text is one, or too long to be one. The validator's own format knows a fixed list of top-level domains. */
    static boolean matches(String text) {
        return text.length() > MOST_CHARACTERS || PATTERN.matcher(text).matches();
    }
}
