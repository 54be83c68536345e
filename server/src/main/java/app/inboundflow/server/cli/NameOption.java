package app.inboundflow.server.cli;

/** Names that operators give, of organizations, plans and keys. */
final class NameOption {
    private static final int MOST_CHARACTERS = 200;

    private NameOption() {}

    /** Refuses a name that the database would not take, or that a terminal would obey. */
    static void check(String option, String name) {
        if (name.isBlank() || name.codePointCount(0, name.length()) > MOST_CHARACTERS) {
            throw new CommandFailure(option + " must have 1 to " + MOST_CHARACTERS + " characters.");
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw new CommandFailure(option + " must not have control characters, such as line ends.");
        }
    }
}
