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

/** JSON being written, as UTF-8. What needs no escape, which is nearly all of a transcript, is copied many bytes at a time. */
public final class JsonBuffer {
    private static final VarHandle TWO_BYTES =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle EIGHT_BYTES_OF_TEXT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final int UUID_LENGTH = 36;
    private static final int LONGEST_ESCAPE = 6;
    private static final int BLOCK = JsonEscapes.BLOCK;
    private static final int BLOCKS_AT_ONCE = 32;

    static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;
    private @Nullable StoredArray<?> stored;
    private int storedAt;
    private long @Nullable [] marks;

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
        escaped(utf8, utf8.length > 2 * BLOCK ? blocks(utf8) : 0, utf8.length);
        raw('"');
    }

    private void escaped(byte[] utf8, int from, int end) {
        var copied = from;
        for (var special = JsonEscapes.next(utf8, from, end);
                special < end;
                special = JsonEscapes.next(utf8, copied, end)) {
            copy(utf8, copied, special);
            escape(utf8[special]);
            copied = special + 1;
        }
        copy(utf8, copied, end);
    }

    private void escape(byte character) {
        reserve(LONGEST_ESCAPE);
        var shortForm = JsonEscapes.shortForm(character);
        if (shortForm == 0) {
            raw(("\\u" + HexFormat.of().withUpperCase().toHexDigits((char) character))
                    .getBytes(StandardCharsets.US_ASCII));
        } else {
            TWO_BYTES.set(bytes, size, shortForm);
            size += Short.BYTES;
        }
    }

    /**
     * Writes a long text in blocks, as far as another block follows, and returns how much of it that is. A transcript has a line
     * break in every second block, and a processor that has to guess where guesses wrong. So what stands behind a line break is
     * written a second time, one byte further, in all blocks alike.
     */
    private int blocks(byte[] utf8) {
        if (marks == null) {
            marks = new long[BLOCKS_AT_ONCE * JsonEscapes.EIGHTS_OF_BLOCK];
        }
        var last = utf8.length - 2 * BLOCK - 1;
        var begin = 0;
        while (begin <= last) {
            var blocks = Math.min((last - begin) / BLOCK + 1, BLOCKS_AT_ONCE);
            JsonEscapes.mark(utf8, begin, blocks, marks);
            for (var i = 0; i < blocks; i++) {
                block(utf8, begin, JsonEscapes.only(marks, i));
                begin += BLOCK;
            }
        }
        return begin;
    }

    private void block(byte[] utf8, int begin, int special) {
        var shortForm = special < 0 ? 0 : JsonEscapes.shortForm(utf8[begin + special]);
        if (shortForm == 0) {
            escaped(utf8, begin, begin + BLOCK);
            return;
        }
        reserve(2 * BLOCK + Short.BYTES);
        copyBlock(utf8, begin, size);
        TWO_BYTES.set(bytes, size + special, shortForm);
        copyBlock(utf8, begin + special + 1, size + special + Short.BYTES);
        size += BLOCK + 1 - special / BLOCK;
    }

    private void copyBlock(byte[] from, int begin, int to) {
        for (var i = 0; i < BLOCK; i += Long.BYTES) {
            JsonEscapes.EIGHT_BYTES.set(bytes, to + i, (long) JsonEscapes.EIGHT_BYTES.get(from, begin + i));
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
