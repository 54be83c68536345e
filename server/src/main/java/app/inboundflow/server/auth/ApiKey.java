package app.inboundflow.server.auth;

import app.inboundflow.server.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as its holder knows it: {@code sk_live_}, 33 random base62 characters (196 bits), and 6 that check them, so
 * that a mistyped key is refused without a query. It is shown once; what is stored is its {@link #hash()}.
 */
public final class ApiKey {
    private static final String PREFIX = "sk_live_";
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_CHARACTERS = 33;
    private static final int CHECKSUM_CHARACTERS = 6;
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (RANDOM_CHARACTERS + CHECKSUM_CHARACTERS) + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /** Makes a new key. */
    public static ApiKey mint() {
        var random = RANDOM.ints(RANDOM_CHARACTERS, 0, BASE62.length())
                .collect(StringBuilder::new, (key, digit) -> key.append(BASE62.charAt(digit)), StringBuilder::append);
        return new ApiKey(PREFIX + random + checksum(random.toString()));
    }

    /** Reads a key; nothing when it cannot be one that was minted. */
    public static Optional<ApiKey> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        var split = text.length() - CHECKSUM_CHARACTERS;
        return checksum(text.substring(PREFIX.length(), split)).equals(text.substring(split))
                ? Optional.of(new ApiKey(text))
                : Optional.empty();
    }

    private static String checksum(String random) {
        var crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.US_ASCII));
        var rest = crc.getValue();
        var digits = new StringBuilder();
        for (var i = 0; i < CHECKSUM_CHARACTERS; i++) {
            digits.insert(0, BASE62.charAt((int) (rest % BASE62.length())));
            rest /= BASE62.length();
        }
        return digits.toString();
    }

    /** The SHA-256 of the key, 32 bytes. It needs no salt: nobody can try 2^196 keys. */
    public byte[] hash() {
        return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The beginning of the key, by which its holder recognizes it in a list: {@code sk_live_} and 6 characters. */
    public String prefix() {
        return text.substring(0, PREFIX.length() + 6);
    }

    /** The whole key, to be shown to its holder once. */
    public String reveal() {
        return text;
    }

    /** Only the prefix: a key in a log is a key lost. */
    @Override
    public String toString() {
        return prefix() + "…";
    }
}
