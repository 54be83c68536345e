package app.inboundflow.contract.live;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * An API key made as docs/adr/0004 says: {@code sk_live_}, 33 random base62 characters, 6 that are their CRC-32; stored as
 * its SHA-256. The command line makes keys too, but takes two seconds for each.
 */
final class MintedKey {
    private static final String PREFIX = "sk_live_";
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    MintedKey() {
        var random = new StringBuilder();
        RANDOM.ints(33, 0, BASE62.length()).forEach(digit -> random.append(BASE62.charAt(digit)));
        this.text = PREFIX + random + checksum(random.toString());
    }

    private static String checksum(String random) {
        var crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.US_ASCII));
        var rest = crc.getValue();
        var digits = new StringBuilder();
        for (var i = 0; i < 6; i++) {
            digits.insert(0, BASE62.charAt((int) (rest % BASE62.length())));
            rest /= BASE62.length();
        }
        return digits.toString();
    }

    String text() {
        return text;
    }

    /** What is kept to recognize it by. */
    String prefix() {
        return text.substring(0, 14);
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
