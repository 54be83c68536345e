package app.inboundflow.server.json;

import app.inboundflow.server.time.Timestamps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** JSON being written, as UTF-8. What needs no escape, which is nearly all of a transcript, is copied in one piece. */
public final class JsonBuffer {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle EIGHT_BYTES_OF_TEXT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long EACH_HIGH_BIT = EACH_BYTE << 7;
    private static final int UUID_LENGTH = 36;
    private static final int LONGEST_ESCAPE = 6;

    static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;
    private @Nullable StoredArray<?> stored;
    private int storedAt;

    /** An empty buffer, which grows when more is written than was expected. */
    public JsonBuffer(int expectedSize) {
        bytes = new byte[expectedSize];
    }

    /** Makes it empty, to be written again. */
    public void clear() {
        size = 0;
    }

    /** How many bytes were written. */
    public int size() {
        return size;
    }

    /** What was written, as an array that has no end of its own: {@link #size} bytes of these. */
    public byte[] array() {
        return bytes;
    }

    /** Writes an array without a copy of it: a page can be megabytes. */
    void stored(StoredArray<?> array) {
        if (stored == null) {
            stored = array;
            storedAt = size;
        } else {
            copy(array.json(), 0, array.length());
        }
    }

    /** What was written, in pieces of which none is a copy. */
    ByteBuffer[] pieces() {
        if (stored == null) {
            return new ByteBuffer[] {ByteBuffer.wrap(bytes, 0, size)};
        }
        return new ByteBuffer[] {
            ByteBuffer.wrap(bytes, 0, storedAt),
            ByteBuffer.wrap(stored.json(), 0, stored.length()),
            ByteBuffer.wrap(bytes, storedAt, size - storedAt)
        };
    }

    /** Writes what is JSON already. */
    public void raw(byte[] json) {
        copy(json, 0, json.length);
    }

    /** Writes an ASCII character of JSON. */
    public void raw(char character) {
        reserve(1);
        bytes[size++] = (byte) character;
    }

    /** Writes a string, or null. */
    public void string(byte @Nullable [] utf8) {
        if (utf8 == null) {
            raw(NULL);
            return;
        }
        reserve(utf8.length + 2);
        bytes[size++] = '"';
        var copied = 0;
        for (var special = nextSpecial(utf8, 0); special < utf8.length; special = nextSpecial(utf8, copied)) {
            copy(utf8, copied, special);
            escape(utf8[special]);
            copied = special + 1;
        }
        copy(utf8, copied, utf8.length);
        raw('"');
    }

    /** Where the next byte stands that JSON escapes (RFC 8259, 7): a control character, a quote or a backslash. */
    private static int nextSpecial(byte[] utf8, int from) {
        var i = from;
        var lastEight = utf8.length - Long.BYTES;
        for (; i <= lastEight; i += Long.BYTES) {
            var found = specials((long) EIGHT_BYTES.get(utf8, i));
            if (found != 0) {
                return i + firstByte(found);
            }
        }
        if (i < utf8.length && lastEight >= 0) {
            // The zeros that come in from above are control characters: the first stands where the text ends.
            var rest = (long) EIGHT_BYTES.get(utf8, lastEight) >>> (i - lastEight) * Byte.SIZE;
            return i + firstByte(specials(rest));
        }
        // With bits above it that are never a character to escape.
        while (i < utf8.length && specials(utf8[i] | -1L << Byte.SIZE) == 0) {
            i++;
        }
        return i;
    }

    /** Bits in the places of those of eight bytes that JSON escapes. The lowest is right; a borrow can raise others behind it. */
    private static long specials(long eight) {
        // A quote with this bit changed is a space, and no control character is more than that then.
        var controlOrQuote = (eight ^ EACH_BYTE * ('"' ^ ' ')) - EACH_BYTE * (' ' + 1);
        var backslash = (eight ^ EACH_BYTE * '\\') - EACH_BYTE;
        return (controlOrQuote | backslash) & ~eight & EACH_HIGH_BIT;
    }

    private static int firstByte(long found) {
        return Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }

    private void escape(byte character) {
        reserve(LONGEST_ESCAPE);
        bytes[size++] = '\\';
        switch (character) {
            case '"', '\\' -> bytes[size++] = character;
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            case '\b' -> bytes[size++] = 'b';
            case '\f' -> bytes[size++] = 'f';
            default ->
                raw(("u" + HexFormat.of().withUpperCase().toHexDigits((char) character))
                        .getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Writes a UUID by its upper and its lower half. */
    public void uuid(long high, long low) {
        reserve(UUID_LENGTH + 2);
        bytes[size++] = '"';
        hex(high >>> 32, 8);
        bytes[size++] = '-';
        hex(high, 4);
        bytes[size++] = '-';
        hex(high << 16, 4);
        bytes[size++] = '-';
        hex(low >>> 32, 4);
        bytes[size++] = '-';
        hex(low >>> 16, 4);
        hex(low, 8);
        bytes[size++] = '"';
    }

    /** Writes the upper digits of the lower 32 bits: all eight at once, of which what comes next overwrites those behind. */
    private void hex(long bits, int digits) {
        var spread = bits & 0xFFFF_FFFFL;
        spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFFL;
        spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FFL;
        spread = (spread | spread << 4) & EACH_BYTE * 0xF;
        var isLetter = (spread + EACH_BYTE * (16 - 10)) >>> 4 & EACH_BYTE;
        EIGHT_BYTES_OF_TEXT.set(bytes, size, spread + EACH_BYTE * '0' + isLetter * ('a' - '0' - 10));
        size += digits;
    }

    /** Writes a timestamp, or null. */
    public void timestamp(@Nullable OffsetDateTime moment) {
        if (moment == null) {
            raw(NULL);
        } else {
            timestamp(Timestamps.micros(moment));
        }
    }

    /** Writes a timestamp by its microseconds since 1970. */
    public void timestamp(long micros) {
        reserve(Timestamps.LONGEST + 2);
        bytes[size++] = '"';
        size = Timestamps.write(micros, bytes, size);
        bytes[size++] = '"';
    }

    /** Writes a number, or null. */
    public void number(@Nullable Integer number) {
        raw(number == null ? NULL : number.toString().getBytes(StandardCharsets.US_ASCII));
    }

    void copy(byte[] from, int begin, int end) {
        reserve(end - begin);
        System.arraycopy(from, begin, bytes, size, end - begin);
        size += end - begin;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            // By half, because what is not used of a large answer is in memory, too, until the client has read it.
            bytes = Arrays.copyOf(bytes, Math.max(size + more, size + size / 2));
        }
    }
}
