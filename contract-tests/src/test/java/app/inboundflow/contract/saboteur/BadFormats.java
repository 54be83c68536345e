package app.inboundflow.contract.saboteur;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** For each format of the contract, values that are nearly valid. They are short, so that no length limit refuses them. */
final class BadFormats {
    private static final Map<String, List<JsonNode>> ALL = Map.of(
            "uuid",
            texts("07f51470-ef1d-421c-a847-36e98732bb9g", "07f51470ef1d421ca84736e98732bb9b", "7"),
            "date",
            texts("2026-02-30", "2026-13-01", "2026-2-24", "24.02.2026"),
            "date-time",
            texts(
                    "2026-02-30T20:59:00Z",
                    "2026-02-24T25:59:00Z",
                    "2026-02-24 20:59:00Z",
                    "2026-02-24T20:59:00",
                    "2026-02-24T20:59:00+01:00",
                    "2026-02-24T20:59:00.1234567Z",
                    "2026-02-24",
                    "1771967160"),
            "email",
            texts("nobody", "nobody@", "@example.com", "two words@example.com", "a@b@example.com"),
            "uri",
            texts("https://[::1", "https://example.com/%zz", "https://example.com/<id>", "//example.com", "no uri"),
            "uri-reference",
            texts("/problems/%zz", "/problems/<id>", "https://[::1", "/two words"),
            "int32",
            numbers(BigInteger.TWO.pow(31)),
            "int64",
            numbers(BigInteger.TWO.pow(63)));

    private BadFormats() {}

    static List<JsonNode> of(String format) {
        if (!ALL.containsKey(format)) {
            throw new IllegalStateException("The contract has a new format: say here what nearly is a " + format + ".");
        }
        return ALL.get(format);
    }

    private static List<JsonNode> texts(String... texts) {
        return Stream.of(texts).<JsonNode>map(TextNode::valueOf).toList();
    }

    private static List<JsonNode> numbers(BigInteger... numbers) {
        return Stream.of(numbers).<JsonNode>map(BigIntegerNode::valueOf).toList();
    }
}
