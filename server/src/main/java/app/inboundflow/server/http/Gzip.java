package app.inboundflow.server.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** The one content coding of answers. */
public final class Gzip {
    /** Its name in {@code Content-Encoding}. */
    public static final String NAME = "gzip";

    private Gzip() {}

    /** Whether a client takes gzip, and prefers it to no compression. */
    public static boolean isAccepted(HttpRequest<?> request) {
        var accepted = request.getHeaders().getAll(HttpHeaders.ACCEPT_ENCODING);
        var gzip = AcceptHeader.weight(accepted, NAME, "x-gzip", "*");
        return gzip > 0 && gzip >= AcceptHeader.weight(accepted, "identity");
    }

    /** Compresses bytes. */
    public static byte[] compress(byte[] plain) {
        var compressed = new ByteArrayOutputStream(plain.length / 4 + 64);
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }
}
