package app.inboundflow.server.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The one content coding of answers. */
public final class Gzip {
    /** Its name in {@code Content-Encoding}. */
    public static final String NAME = "gzip";

    private static final int FAST = 2;

    private Gzip() {}

    /** A stream with a level; the JDK's has none to choose. */
    private static final class Stream extends GZIPOutputStream {
        Stream(OutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }

    /** Whether a client takes gzip, and prefers it to no compression. */
    public static boolean isAccepted(HttpRequest<?> request) {
        var accepted = request.getHeaders().getAll(HttpHeaders.ACCEPT_ENCODING);
        var gzip = AcceptHeader.weight(accepted, NAME, "x-gzip", "*");
        return gzip > 0 && gzip >= AcceptHeader.weight(accepted, "identity");
    }

    /** Compresses what is sent once, in two fifths of the usual time, to a fifth more bytes. */
    static byte[] compressFast(byte[] plain) {
        return compress(plain, FAST);
    }

    /** Compresses what is sent again and again. */
    public static byte[] compressWell(byte[] plain) {
        return compress(plain, Deflater.DEFAULT_COMPRESSION);
    }

    private static byte[] compress(byte[] plain, int level) {
        var compressed = new ByteArrayOutputStream(plain.length / 4 + 64);
        try (var out = new Stream(compressed, level)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }
}
