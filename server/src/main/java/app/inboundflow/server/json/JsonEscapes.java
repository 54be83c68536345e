package app.inboundflow.server.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds what JSON escapes in a text (RFC 8259, 7): control characters, quotes and backslashes. It looks at eight bytes at a time. */
final class JsonEscapes {
    /** How many bytes {@link #only} looks at. */
    static final int BLOCK = 64;

    static final int EIGHTS_OF_BLOCK = BLOCK / Long.BYTES;
    static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long EACH_HIGH_BIT = EACH_BYTE << 7;
    private static final short[] SHORT_FORMS = new short[1 << Byte.SIZE];

    static {
        // A quote and a backslash are such letters themselves.
        for (var character = ' '; character < SHORT_FORMS.length; character++) {
            SHORT_FORMS[character] = shortForm(character);
        }
        SHORT_FORMS['\n'] = shortForm('n');
        SHORT_FORMS['\r'] = shortForm('r');
        SHORT_FORMS['\t'] = shortForm('t');
        SHORT_FORMS['\b'] = shortForm('b');
        SHORT_FORMS['\f'] = shortForm('f');
    }

    private JsonEscapes() {}

    private static short shortForm(char letter) {
        return (short) ('\\' | letter << Byte.SIZE);
    }

    /**
     * A backslash and the letter behind it, as the lower and the upper byte; 0 for a control character that has no such form. What
     * needs no escape has something else than 0.
     */
    static short shortForm(byte character) {
        return SHORT_FORMS[Byte.toUnsignedInt(character)];
    }

    /** Where the first byte stands that JSON escapes, from one place to before another, which is the answer when there is none. */
    static int next(byte[] utf8, int from, int end) {
        var i = from;
        var lastEight = end - Long.BYTES;
        for (; i <= lastEight; i += Long.BYTES) {
            var found = marks((long) EIGHT_BYTES.get(utf8, i));
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        if (i < end && lastEight >= 0) {
            // The zeros that come in from above are control characters: the first stands where the text ends.
            var rest = (long) EIGHT_BYTES.get(utf8, lastEight) >>> (i - lastEight) * Byte.SIZE;
            return i + Long.numberOfTrailingZeros(marks(rest)) / Byte.SIZE;
        }
        // With bits above it that are never a character to escape.
        while (i < end && marks(utf8[i] | -1L << Byte.SIZE) == 0) {
            i++;
        }
        return i;
    }

    /**
     * Marks the bytes of some blocks that JSON escapes, for {@link #only}. The compiler makes this a loop over 64 bytes at a time
     * where the processor can do that.
     */
    static void mark(byte[] utf8, int from, int blocks, long[] marks) {
        var eights = blocks * EIGHTS_OF_BLOCK;
        for (var i = 0; i < eights; i++) {
            marks[i] = marks((long) EIGHT_BYTES.get(utf8, from + i * Long.BYTES));
        }
    }

    /**
     * Where the only byte of a marked block stands that JSON escapes; {@link #BLOCK} when there is none, and something negative
     * when there seem to be several. No branch depends on the place.
     */
    static int only(long[] marks, int block) {
        var firstEight = block * EIGHTS_OF_BLOCK;
        // The lowest bit of each byte is for the first eight bytes, the next one for the second eight.
        var found = marks[firstEight] >>> 7
                | marks[firstEight + 1] >>> 6
                | marks[firstEight + 2] >>> 5
                | marks[firstEight + 3] >>> 4
                | marks[firstEight + 4] >>> 3
                | marks[firstEight + 5] >>> 2
                | marks[firstEight + 6] >>> 1
                | marks[firstEight + 7];
        if ((found & found - 1) != 0) {
            return -1;
        }
        var bit = Long.numberOfTrailingZeros(found);
        var none = bit / Long.SIZE;
        return bit % Byte.SIZE * Long.BYTES + bit / Byte.SIZE + none * (BLOCK - Long.BYTES);
    }

    /** High bits of those of eight bytes that JSON escapes. The lowest is right; a borrow can raise others behind it. */
    private static long marks(long eight) {
        // A quote with this bit changed is a space, and no control character is more than that then.
        var controlOrQuote = (eight ^ EACH_BYTE * ('"' ^ ' ')) - EACH_BYTE * (' ' + 1);
        var backslash = (eight ^ EACH_BYTE * '\\') - EACH_BYTE;
        return (controlOrQuote | backslash) & ~eight & EACH_HIGH_BIT;
    }
}
