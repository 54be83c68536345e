package app.inboundflow.check;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A response as it came, or as someone altered it.
 *
 * @param headers by name, in any case
 */
public record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** An answer with headers that are found in any case. */
    public Answer {
        var sorted = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = sorted;
    }

    /** All values of a header. */
    public List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The first value of a header, or nothing. */
    public String firstHeader(String name) {
        return header(name).stream().findFirst().orElse("");
    }

    /** The body, strictly: well-formed UTF-8, one JSON document, no property twice. */
    public JsonNode json() throws IOException {
        return parse(body);
    }

    static JsonNode parse(byte[] utf8) throws IOException {
        var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        return STRICT.readTree(text.toString());
    }

    /** The body, of which it is known that it is one JSON document. */
    public JsonNode body(String pointer) {
        try {
            return json().at(pointer);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** The body as text, for people. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        var shown = text();
        return status + " " + headers + "\n" + (shown.length() > 3000 ? shown.substring(0, 3000) + " …" : shown);
    }
}
