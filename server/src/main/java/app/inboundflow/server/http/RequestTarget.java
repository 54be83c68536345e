package app.inboundflow.server.http;

import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Path and query of a request (RFC 9112, 3.2; RFC 3986).
 *
 * @param uri begins with one slash and is properly percent-encoded, whatever the client sent
 * @param refusal what is wrong, if anything
 */
record RequestTarget(String uri, @Nullable ProblemException refusal) {
    /** What stands for itself in a path and in a query. */
    private static final boolean[] PLAIN = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-/?&=:"
                .chars()
                .forEach(character -> PLAIN[character] = true);
    }

    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://[^/?#]*(.*)", Pattern.DOTALL);
    private static final Pattern IMPROPER = Pattern.compile("[^A-Za-z0-9._~!$&'()*+,;=:@/?%-]|%(?![0-9A-Fa-f]{2})");

    private static final Pattern BRACKET = Pattern.compile("[\\[\\]]");
    // In a query a plus means a space, but no value of these two parameters of the contract has a space.
    private static final Pattern PLUS = Pattern.compile("(?<=[?&](?:phone|since)=)[^&]*");

    /** Reads a target as it stands in the request line. */
    static RequestTarget of(String target) {
        if (isPlain(target)) {
            return new RequestTarget(target, noSuchPath(target));
        }
        var absolute = ABSOLUTE.matcher(target);
        var origin = absolute.matches() ? absolute.group(1) : target;
        if (absolute.matches() && !origin.startsWith("/")) {
            origin = "/" + origin;
        }
        if (!origin.startsWith("/")) {
            return new RequestTarget("/", Problems.invalid("The target of a request is a path, such as /v1/calls."));
        }
        var query = (origin + "?").indexOf('?');
        // Square brackets belong nowhere in a query, but many clients send them there, and nobody is misled.
        var strict = origin.substring(0, query)
                + BRACKET.matcher(origin.substring(query)).replaceAll(".");
        if (!IMPROPER.matcher(strict).find() && isUtf8(origin)) {
            return new RequestTarget(restorePlus(unambiguous(origin)), noSuchPath(origin));
        }
        var repaired = IMPROPER.matcher(origin).replaceAll(found -> encode(found.group()));
        return new RequestTarget(
                unambiguous(repaired),
                Problems.invalid("The path or the query is not properly percent-encoded UTF-8."));
    }

    /** Whether nothing of a target has to be read otherwise than it is written; nearly all are such. */
    private static boolean isPlain(String target) {
        for (var i = 0; i < target.length(); i++) {
            var character = target.charAt(i);
            if (character == '%' && isEncodedAscii(target, i)) {
                i += 2;
            } else if (character >= PLAIN.length || !PLAIN[character]) {
                return false;
            }
        }
        return target.startsWith("/") && !target.startsWith("//");
    }

    /** Whether two digits follow that encode an ASCII character, such as the plus of a phone. A space may be meant as a plus. */
    private static boolean isEncodedAscii(String target, int percent) {
        return percent + 2 < target.length()
                && HexFormat.isHexDigit(target.charAt(percent + 1))
                && HexFormat.isHexDigit(target.charAt(percent + 2))
                && target.charAt(percent + 1) <= '7'
                && !target.startsWith("20", percent + 1);
    }

    /** The framework would take a path with a slash at its end for the one without. */
    private static @Nullable ProblemException noSuchPath(String uri) {
        var query = uri.indexOf('?');
        var path = query < 0 ? uri : uri.substring(0, query);
        return path.startsWith("/v1/") && path.endsWith("/") ? Problems.noSuchPath(path) : null;
    }

    /** Two slashes at the beginning would be read as a host. */
    private static String unambiguous(String uri) {
        return uri.startsWith("//") ? "/%2F" + uri.substring(2) : uri;
    }

    private static String restorePlus(String uri) {
        return uri.indexOf('+') < 0 && !uri.contains("%20")
                ? uri
                : PLUS.matcher(uri)
                        .replaceAll(value -> value.group().replace("+", "%2B").replace("%20", "%2B"));
    }

    private static String encode(String text) {
        var encoded = new StringBuilder();
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
        }
        return encoded.toString();
    }

    private static boolean isUtf8(String uri) {
        if (uri.indexOf('%') < 0) {
            return true;
        }
        var octets = ByteBuffer.allocate(uri.length());
        for (var i = 0; i < uri.length(); i++) {
            if (uri.charAt(i) == '%') {
                octets.put((byte) HexFormat.fromHexDigits(uri, i + 1, i + 3));
                i += 2;
            } else {
                octets.put((byte) uri.charAt(i));
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(octets.flip());
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }
}
