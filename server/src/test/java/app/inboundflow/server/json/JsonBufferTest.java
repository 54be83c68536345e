package app.inboundflow.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {
    private static final int TWO_BLOCKS = 2 * JsonEscapes.BLOCK;
    private static final long SEED = 20_261_127;

    private final Random random = new Random(SEED);
    private JsonBuffer json = new JsonBuffer(0);

    @Test
    void anyCharacterIsEscapedAsJacksonDoesAtAnyPlace() {
        for (var character = 0; character < 0x100; character++) {
            for (var place = 0; place <= TWO_BLOCKS; place++) {
                requireAsJackson("x".repeat(place) + (char) character + "y".repeat(3 * TWO_BLOCKS - place));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n", "\"\\", "\\]", "\n#", "\"\0", "\1\n", "\\é", "€\n"})
    void twoCharactersAreEscapedAsJacksonDoesAtAnyDistance(String two) {
        for (var place = 0; place < TWO_BLOCKS; place++) {
            for (var distance = 0; distance < TWO_BLOCKS; distance++) {
                requireAsJackson("é".repeat(place / 2)
                        + "x".repeat(place % 2)
                        + two.charAt(0)
                        + "y".repeat(distance)
                        + two.charAt(1)
                        + "z".repeat(TWO_BLOCKS));
            }
        }
    }

    @Test
    void aTextOfAnyLengthEndsWhereItEnds() {
        for (var length = 0; length < 40 * JsonEscapes.BLOCK; length++) {
            requireAsJackson("\n".repeat(length % 3) + "x".repeat(length) + "\"".repeat(length % 2));
        }
    }

    @Test
    void aBufferOfAnySizeGrowsForWhatIsEscaped() {
        var text = ("x".repeat(JsonEscapes.BLOCK - 1) + '\n').repeat(12) + "x".repeat(JsonEscapes.BLOCK + 1);
        for (var size = 0; size < 2 * text.length(); size++) {
            json = new JsonBuffer(size);
            requireAsJackson(text);
        }
    }

    @Test
    void whatIsLikeATranscriptIsWrittenAsJacksonWritesIt() {
        for (var i = 0; i < 5_000; i++) {
            var text = new StringBuilder();
            for (var lines = random.nextInt(60); lines > 0; lines--) {
                random.ints(random.nextInt(150), 0, random.nextInt(4) == 0 ? 0x1_0800 : 0x80)
                        .filter(character -> character < 0xD800 || character > 0xDFFF)
                        .forEach(character ->
                                text.appendCodePoint(character < ' ' && random.nextInt(9) > 0 ? 'e' : character));
                text.append(random.nextInt(5) == 0 ? "\r\n" : "\n");
            }
            requireAsJackson(text.toString());
        }
    }

    /** With something before and behind it, which must stay as it is. */
    private void requireAsJackson(String text) {
        json.clear();
        json.string("before".getBytes(StandardCharsets.UTF_8));
        json.string(text.getBytes(StandardCharsets.UTF_8));
        json.string("behind".getBytes(StandardCharsets.UTF_8));
        var jackson = new String(JsonStringEncoder.getInstance().quoteAsUTF8(text), StandardCharsets.UTF_8);
        assertThat(new String(json.array(), 0, json.size(), StandardCharsets.UTF_8))
                .isEqualTo("\"before\"\"" + jackson + "\"\"behind\"");
    }
}
