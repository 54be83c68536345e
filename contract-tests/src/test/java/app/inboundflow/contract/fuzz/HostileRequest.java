package app.inboundflow.contract.fuzz;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * A request in which one or several things are odd: its target, its query, a header of RFC 9110, its body, how long it says that the
 * body is, who it says it is from. It is made by the grammar in {@code hostile-requests.yaml}, and depends on a number only.
 *
 * @param bytes all of it
 * @param isWhole whether a server can tell where it ends
 */
record HostileRequest(byte[] bytes, boolean isWhole) {
    private static final Map<String, List<String>> GRAMMAR = grammar();
    private static final Pattern RULE = Pattern.compile("\\{([a-z]+)}");
    private static final Pattern REPETITION = Pattern.compile("\\{(.)\\*([0-9]+)}");

    /** The request of a number. */
    static HostileRequest of(long seed, String key) {
        var random = new Random(seed);
        // The first numbers of neighbouring seeds are alike.
        random.nextLong();
        var operations = Contract.operations();
        return new Writer(random, operations.get(random.nextInt(operations.size())), key).request();
    }

    private static Map<String, List<String>> grammar() {
        try (var yaml = HostileRequest.class.getResourceAsStream("/hostile-requests.yaml")) {
            var grammar = new HashMap<String, List<String>>();
            new YAMLMapper().readTree(yaml).properties().forEach(rule -> {
                var alternatives = grammar.computeIfAbsent(rule.getKey(), name -> new ArrayList<>());
                for (JsonNode one : rule.getValue()) {
                    var times = one.isArray() ? one.get(0).asInt() : 1;
                    for (var i = 0; i < times; i++) {
                        alternatives.add(one.isArray() ? one.get(1).asText() : one.asText());
                    }
                }
            });
            return grammar;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
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
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("\\", "\\134")
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .codePoints()
                .mapToObj(one -> one >= ' ' && one <= '~' && one != '\'' && one != '%'
                        ? Character.toString(one)
                        : "\\%03o".formatted(one))
                .reduce("", String::concat);
    }

    /** Writes a request of an operation. */
    private record Writer(Random random, Operation operation, String key) {
        HostileRequest request() {
            var body = operation.method().equals("POST") || random.nextInt(12) == 0 ? body() : new byte[0];
            var isWhole = random.nextInt(100) < 85;
            var head = "{line}\r\n{host}\r\n{authorization}\r\n{headers}" + (body.length > 0 ? "{type}" : "");
            var text = expanded(head + (!isWhole ? "{unclear}" : body.length > 0 ? "{length}" : "\r\n"))
                    .replace("{size}", Integer.toString(body.length))
                    .replace("{longer}", Integer.toString(body.length + 1));
            var out = new ByteArrayOutputStream();
            out.writeBytes(text.getBytes(random.nextInt(4) > 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
            if (isWhole && text.endsWith("chunked\r\n\r\n")) {
                out.writeBytes(utf8(Integer.toHexString(body.length) + expanded("{extension}\r\n")));
                out.writeBytes(body);
                out.writeBytes(utf8(expanded("\r\n0\r\n{trailer}\r\n")));
            } else {
                out.writeBytes(body);
            }
            return new HostileRequest(out.toByteArray(), isWhole);
        }

        /** A text in which each rule is one of its alternatives. */
        private String expanded(String text) {
            var rules = RULE.matcher(text)
                    .replaceAll(rule -> Matcher.quoteReplacement(expanded(rule.group(), rule.group(1))));
            return REPETITION
                    .matcher(rules)
                    .replaceAll(one -> Matcher.quoteReplacement(
                            one.group(1).repeat(random.nextInt(Integer.parseInt(one.group(2))))));
        }

        private String expanded(String same, String rule) {
            return switch (rule) {
                case "key" -> key;
                case "uuid" -> UUID.nameUUIDFromBytes(bytes(16)).toString();
                case "method" -> operation.method();
                case "path" -> operation.path(expanded("{id}"));
                case "parameter" -> {
                    var parameters = operation.parameters("query");
                    yield parameters.isEmpty()
                            ? ""
                            : parameters
                                    .get(random.nextInt(parameters.size()))
                                    .get("name")
                                    .asText();
                }
                default -> {
                    var alternatives = GRAMMAR.get(rule);
                    yield alternatives == null ? same : expanded(alternatives.get(random.nextInt(alternatives.size())));
                }
            };
        }

        private byte[] body() {
            var text = expanded("{body}");
            return switch (random.nextInt(16)) {
                case 0 -> text.getBytes(StandardCharsets.UTF_16);
                case 1 -> text.getBytes(StandardCharsets.UTF_16LE);
                case 2 -> text.getBytes(StandardCharsets.ISO_8859_1);
                case 3 -> gzip(text);
                case 4 -> new byte[] {'{', '"', 'p', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'};
                case 5 -> bytes(1 + random.nextInt(500));
                case 6 -> Arrays.copyOf(utf8(text), random.nextInt(60));
                default -> utf8(text);
            };
        }

        private byte[] bytes(int number) {
            var bytes = new byte[number];
            random.nextBytes(bytes);
            return bytes;
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
