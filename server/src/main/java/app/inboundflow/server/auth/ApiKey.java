package app.inboundflow.server.auth;

import app.inboundflow.server.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
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
    private static final int LENGTH = PREFIX.length() + RANDOM_CHARACTERS + CHECKSUM_CHARACTERS;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /** Makes a new key. */
    public static ApiKey mint() {
        var key = new StringBuilder(PREFIX);
        RANDOM.ints(RANDOM_CHARACTERS, 0, BASE62.length()).forEach(digit -> key.append(BASE62.charAt(digit)));
        var checksum = new StringBuilder();
        for (var rest = checksum(key); checksum.length() < CHECKSUM_CHARACTERS; rest /= BASE62.length()) {
            checksum.append(BASE62.charAt((int) (rest % BASE62.length())));
        }
        return new ApiKey(key.append(checksum.reverse()).toString());
    }

    /** Reads a key; nothing when it cannot be one that was minted. */
    public static Optional<ApiKey> parse(String text) {
        return text.length() == LENGTH && text.startsWith(PREFIX) && isRight(text)
                ? Optional.of(new ApiKey(text))
                : Optional.empty();
    }

    /** Whether the last characters are the checksum of those before. */
    private static boolean isRight(String text) {
        var rest = checksum(text);
        for (var i = LENGTH - 1; i >= LENGTH - CHECKSUM_CHARACTERS; i--) {
            if (text.charAt(i) != BASE62.charAt((int) (rest % BASE62.length()))) {
                return false;
            }
            rest /= BASE62.length();
        }
        return true;
    }

    private static long checksum(CharSequence key) {
        var crc = new CRC32();
        for (var i = 0; i < RANDOM_CHARACTERS; i++) {
            crc.update(key.charAt(PREFIX.length() + i));
        }
        return crc.getValue();
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
