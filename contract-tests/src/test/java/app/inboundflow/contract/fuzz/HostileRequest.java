package app.inboundflow.contract.fuzz;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * A request in which one or several things are odd: its target, its query, a header of RFC 9110, its body, how long it says that the
 * body is, who it says it is from. It depends on a number only.
 *
 * @param bytes all of it
 * @param isWhole whether a server can tell where it ends
 */
record HostileRequest(byte[] bytes, boolean isWhole) {
    private static final List<String> METHODS =
            List.of("GET GET GET GET HEAD POST POST PUT DELETE PATCH OPTIONS TRACE PROPFIND get G\u00e9T".split(" "));
    private static final List<String> HEADERS = List.of("""
            Accept Accept-Charset Accept-Encoding Accept-Language Accept-Ranges Allow Authentication-Info
            Cache-Control Connection Content-Encoding Content-Language Content-Location Content-Range
            Content-Type Cookie Date ETag Expect Forwarded From If-Match If-Modified-Since If-None-Match
            If-Range If-Unmodified-Since Idempotency-Key Last-Modified Location Max-Forwards Origin
            Access-Control-Request-Method Access-Control-Request-Headers Pragma Prefer Proxy-Authenticate
            Proxy-Authorization Range Referer Retry-After Server TE Trailer Upgrade User-Agent Vary Via
            WWW-Authenticate X-Forwarded-For X-HTTP-Method-Override X-Request-Id Keep-Alive HTTP2-Settings
            Sec-WebSocket-Key Content-MD5 X-\u00e9
            """.split("\\s+"));
    /** Between bars, because they have spaces. */
    private static final List<String> VALUES =
            List.of("""
            * | */* | , | , , | ; | ;q= | text/html | application/json | application/json;charset=utf-16
            application/json; charset="utf-8" | application/problem+json, application/json
            application/json;q=0 | application/*;q=nan | text/*;q=0.5,application/json;q=0.0001 | gzip | br
            deflate | identity;q=0 | *;q=0 | snappy | gzip, gzip | 0 | -1 | 99999999999999999999 | bytes=0-
            bytes=-1 | bytes=5-2 | 100-continue | 200-ok | close | keep-alive | Upgrade | h2c | websocket
            trailers | " | "\\ | W/"x" | null | https://example.com | http://[::1
            Sun, 06 Nov 1994 08:49:37 GMT | yesterday | for="[::1]:80", for=_x | '; DROP TABLE calls; --
            ${jndi:ldap://127.0.0.1/x} | ../../etc/passwd | \u00e9\u00ff | a\u0001b | a=b; c=d | Basic Og==
            Bearer | POST | req_0123456789ab | sk_live_
            |  | \t\t |\s""".concat("x".repeat(300)).split("\\s\\|\\s|\n"));

    private static final List<String> GARBAGE = List.of("""
            % %2 %zz %00 %ff %c0%ae %ed%a0%80 %f8%88%80%80%80 %25 %2525 + %20 & = && == ; # ? / // .. %2e%2e %2f
            \\ \u00e9 \u0001 <> " {} [] | ^ ` 1e9 -0 0x10 ٣ %F0%9F%98%80 null NaN
            """.strip().split("\\s+"));

    /** Lines, between which {@code ~} is a line break of HTTP, {@code $k} the key and {@code $v} an odd value. */
    private static final List<String> AUTHORIZATIONS = """
            Authorization: Bearer $k~Authorization: $v
            Authorization: bearer $k
            Authorization: BEARER  $k
            Authorization: Bearer   $k
            Authorization: Basic $k
            Authorization: Bearer, $k
            Authorization: $v
            aUTHORIZATION: Bearer $k$v
            X-None: $v
            """.lines().toList();

    private static final List<String> HOSTS = """
            X-None: $v
            Host: localhost~Host: example.com
            Host: $v
            """.lines().toList();

    /** Ways of saying how long a body is, of which nobody can tell where it ends; {@code $n} is its length, {@code $m} one more. */
    private static final List<String> WRONG_LENGTHS = """
            Content-Length: -1~
            Content-Length: +5~
            Content-Length: 0x5~
            Content-Length: 1e1~
            Content-Length: ~
            Content-Length: 99999999999999999999~
            Content-Length: 5, 5~
            Content-Length: 5,6~
            Content-Length:  5 5~
            Content-Length: $n~Content-Length: $m~
            Content-Length: $m0~
            Content-Length: 3~
            Transfer-Encoding: gzip~
            Transfer-Encoding: chunked, chunked~
            Transfer-Encoding: gzip, chunked~
            Transfer-Encoding: xchunked~
            Transfer-Encoding: chunked;q=1~
            Transfer-Encoding: \013chunked~
            Transfer-Encoding: identity~
            Transfer-Encoding: ~
            Transfer-Encoding: chunked~Content-Length: $n~
            Transfer-Encoding: chunked~~zz~
            Transfer-Encoding: chunked~~-1~
            Transfer-Encoding: chunked~~5~abc
            Transfer-Encoding: chunked~~ffffffffffffffff~
            Transfer-Encoding: chunked~~5;$x~
            """.lines().toList();

    /** The request of a number. */
    static HostileRequest of(long seed, String key) {
        var random = new Random(seed);
        // The first numbers of neighbouring seeds are alike.
        random.nextLong();
        return new Draft(random, key).request();
    }

    /** Whether its first line is one of HTTP, RFC 9112: of any other nobody can say which path it is for. */
    boolean isHttp() {
        return firstLine()
                .matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+ (?i:https?://[^/ ]*)?/[!-~&&[^#]]* (?i:HTTP)/[0-9]\\.[0-9]");
    }

    /** As it is sent. */
    String method() {
        return firstLine().split(" ", -1)[0];
    }

    /** As it is sent. */
    String target() {
        return (firstLine() + " ").split(" ", -1)[1];
    }

    private String firstLine() {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf("\r\n"));
    }

    /** For people: the bytes as {@code printf} of a shell takes them. */
    String printf() {
        var text = new StringBuilder();
        for (var one : bytes) {
            var letter = one & 0xff;
            if (letter == '\r' || letter == '\n') {
                text.append(letter == '\r' ? "\\r" : "\\n");
            } else if (letter >= ' ' && letter <= '~' && letter != '\'' && letter != '\\' && letter != '%') {
                text.append((char) letter);
            } else {
                text.append("\\%03o".formatted(letter));
            }
        }
        return text.toString();
    }

    private static final class Draft {
        private final Random random;
        private final String key;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Draft(Random random, String key) {
            this.random = random;
            this.key = key;
        }

        HostileRequest request() {
            var operation = any(Contract.operations());
            var method = chance(60) ? operation.method() : any(METHODS);
            var version = chance(96)
                    ? "HTTP/1.1"
                    : any(List.of("HTTP/1.0", "HTTP/2.0", "http/1.1", "HTTP/1.1.1", "", "HTTP/0.9"));
            var body = operation.method().equals("POST") || chance(8) ? body() : new byte[0];
            write(method + " " + target(operation) + " " + version + "\r\n");
            write(chance(94) ? "Host: localhost\r\n" : filled(any(HOSTS)) + "\r\n");
            write(filled(chance(83) ? "Authorization: Bearer $k" : any(AUTHORIZATIONS)) + "\r\n");
            for (var i = random.nextInt(4); i > 0; i--) {
                header(
                        any(HEADERS),
                        chance(85) ? any(VALUES) : any(VALUES) + any(List.of(",", ";", " ", "=")) + any(VALUES));
            }
            if (body.length > 0 && chance(90)) {
                header("Content-Type", chance(80) ? "application/json" : any(VALUES));
            }
            var isWhole = chance(85);
            if (!isWhole) {
                write(filled(any(WRONG_LENGTHS))
                                .replace("$n", Integer.toString(body.length))
                                .replace("$m", Integer.toString(body.length + 1))
                                .replace("$x", "x".repeat(9000))
                        + "\r\n");
                out.writeBytes(body);
            } else if (chance(97)) {
                write((body.length > 0 ? "Content-Length: " + body.length + "\r\n" : "") + "\r\n");
                out.writeBytes(body);
            } else {
                chunks(body);
            }
            return new HostileRequest(out.toByteArray(), isWhole);
        }

        private String filled(String template) {
            return template.replace("~", "\r\n").replace("$k", key).replace("$v", any(VALUES));
        }

        private void header(String name, String value) {
            var folded = chance(1) ? "\r\n " : "";
            write(name + any(List.of(": ", ": ", ": ", ":", ":  ", chance(10) ? " : " : ": ")) + folded + value
                    + "\r\n");
        }

        private void chunks(byte[] body) {
            write("Transfer-Encoding: chunked\r\n\r\n");
            if (body.length > 0) {
                write(Integer.toHexString(body.length) + any(List.of("", ";x=y", ";\"")) + "\r\n");
                out.writeBytes(body);
                write("\r\n");
            }
            write("0\r\n" + any(List.of("", "X-Trailer: x\r\n", "Content-Length: 5\r\n")) + "\r\n");
        }

        private String target(Operation operation) {
            var path = operation.path(chance(60) ? UUID.randomUUID() : any(GARBAGE) + any(GARBAGE));
            path = switch (random.nextInt(25)) {
                case 0 -> path + any(GARBAGE);
                case 1 -> path + "/";
                case 2 -> any(List.of("http://localhost", "http://example.com:1", "ftp://x", "//localhost")) + path;
                case 3 ->
                    path.replaceFirst("/v1", any(List.of("/v1/.", "/x/../v1", "//v1", "/V1", "/v2", "/%761", "")));
                case 4 ->
                    any(List.of(
                            "*",
                            "/",
                            "",
                            "/v1",
                            "/v1/",
                            "localhost:80",
                            "/v1/" + any(GARBAGE),
                            "/" + "a".repeat(5000)));
                default -> path;
            };
            if (chance(40)) {
                return path;
            }
            var query = new ArrayList<String>();
            var names = new ArrayList<>(operation.parameters("query").stream()
                    .map(parameter -> parameter.get("name").asText())
                    .toList());
            names.addAll(List.of("limit", "colour", any(GARBAGE), ""));
            for (var i = 1 + random.nextInt(4); i > 0; i--) {
                query.add(any(names) + any(List.of("=", "=", "=", "", "==")) + value());
            }
            return path + "?" + String.join(any(List.of("&", "&", "&&", ";")), query);
        }

        private String value() {
            return switch (random.nextInt(8)) {
                case 0 -> "completed";
                case 1 -> "%2B14155551234";
                case 2 -> "2026-02-24T20:59:00Z";
                case 3 -> Integer.toString(random.nextInt(-3, 104));
                case 4 -> any(GARBAGE) + any(GARBAGE) + any(GARBAGE);
                case 5 -> "x".repeat(random.nextInt(400));
                default -> any(GARBAGE);
            };
        }

        private byte[] body() {
            var json = "{\"phone\": \"+999" + (10_000_000_000L + random.nextInt()) + "\", \"name\": \""
                    + any(List.of("Zoë", "\\u0000", "\\ud800", "x".repeat(201), "😀", "a\tb")) + "\"}";
            return switch (random.nextInt(16)) {
                case 0 -> json.getBytes(StandardCharsets.UTF_16);
                case 1 -> json.getBytes(StandardCharsets.UTF_16LE);
                case 2 -> json.getBytes(StandardCharsets.ISO_8859_1);
                case 3 -> gzip(json);
                case 4 -> utf8(json.substring(0, random.nextInt(json.length())));
                case 5 -> utf8("[".repeat(random.nextInt(3000)));
                case 6 -> utf8("{\"phone\": " + "1".repeat(1 + random.nextInt(2000)) + "}");
                case 7 -> new byte[] {'{', '"', 'p', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'};
                case 8 -> utf8("\uFEFF" + json);
                case 9 -> utf8(json + json);
                case 10 -> utf8(json.replace("}", ", \"phone\": \"+14155551234\"}"));
                case 11 -> utf8("{" + "\"x\": 1, ".repeat(random.nextInt(4000)) + "\"y\": 2}");
                case 12 -> utf8(json + " ".repeat(70_000));
                case 13 -> bytes(random.nextInt(500));
                default -> utf8(json);
            };
        }

        private <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        private byte[] bytes(int number) {
            var bytes = new byte[number];
            random.nextBytes(bytes);
            return bytes;
        }

        private void write(String text) {
            out.writeBytes(text.getBytes(random.nextInt(4) > 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private static byte[] gzip(String text) {
            var bytes = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(utf8(text));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return bytes.toByteArray();
        }
    }
}
