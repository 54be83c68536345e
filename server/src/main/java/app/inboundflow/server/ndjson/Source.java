package app.inboundflow.server.ndjson;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Lines to import.
 *
 * @param name what errors call it, such as a file's name
 * @param resource what its lines are
 * @param isRepeatable whether it can be opened more than once, as a file can and a pipe cannot
 * @param opener opens it, for one reading; what is gzipped is unpacked
 */
public record Source(String name, Resource resource, boolean isRepeatable, Opener opener) {
    private static final int GZIP = 0x1f8b;

    /** Opens a source. */
    @FunctionalInterface
    public interface Opener {
        /** Opens it. */
        InputStream open() throws IOException;
    }

    /** Its lines; {@code progress} sees the bytes as they are before they are unpacked. */
    InputStream open(Progress progress) throws IOException {
        var stored = new BufferedInputStream(new Counted(opener.open(), progress), 1 << 16);
        stored.mark(2);
        var first = stored.read() << 8 | stored.read();
        stored.reset();
        if (first == GZIP) {
            // Java's own stops after the first of several members when no more has arrived yet.
            return GzipCompressorInputStream.builder()
                    .setInputStream(stored)
                    .setDecompressConcatenated(true)
                    .get();
        }
        if (name.endsWith(".gz") && first >= 0) {
            stored.close();
            throw new IOException("it is not gzipped, though its name says so");
        }
        return stored;
    }

    private static final class Counted extends FilterInputStream {
        private final Progress progress;

        Counted(InputStream in, Progress progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            progress.bytes(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var count = super.read(into, offset, length);
            progress.bytes(Math.max(count, 0));
            return count;
        }
    }
}
