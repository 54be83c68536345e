package app.inboundflow.server.docs;

import app.inboundflow.server.Sha256;
import app.inboundflow.server.http.Gzip;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/**
 * A file that the server serves unchanged. It is compressed once, and kept in memory outside of the heap once, however many
 * clients read it. A client that has it already gets a 304.
 */
final class ServedFile {
    private final ByteBuf plain;
    private final ByteBuf compressed;
    private final String mediaType;
    private final String tag;

    ServedFile(byte[] content, String mediaType) {
        this.plain = shared(content);
        this.compressed = shared(Gzip.compressWell(content));
        this.mediaType = mediaType;
        this.tag = '"' + HexFormat.of().formatHex(Sha256.of(content), 0, 16) + '"';
    }

    private static ByteBuf shared(byte[] content) {
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer(content.length).writeBytes(content))
                .asReadOnly();
    }

    /** A file of the class path. */
    static ServedFile ofClassPath(String path, String mediaType) {
        return new ServedFile(read(path), mediaType);
    }

    /** The bytes of a file of the class path, which must be there. */
    static byte[] read(String path) {
        try (var file = ServedFile.class.getResourceAsStream("/" + path)) {
            if (file == null) {
                throw new IllegalStateException("The class path lacks " + path + ".");
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The answer to a request for the file. */
    HttpResponse<ByteBuf> answer(HttpRequest<?> request) {
        var known = String.join(",", request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH));
        var response = known.contains(tag) ? HttpResponse.<ByteBuf>notModified() : content(request);
        // The tag is weak because plain and compressed bytes share it. No-cache makes browsers ask each time, so they
        // see updates.
        return response.header(HttpHeaders.ETAG, "W/" + tag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }

    private MutableHttpResponse<ByteBuf> content(HttpRequest<?> request) {
        var isSmaller = compressed.readableBytes() < plain.readableBytes();
        var body = isSmaller && Gzip.isAccepted(request) ? compressed : plain;
        var response = HttpResponse.ok(body.duplicate())
                .header(HttpHeaders.CONTENT_TYPE, mediaType)
                .contentLength(body.readableBytes());
        return body == compressed ? response.header(HttpHeaders.CONTENT_ENCODING, Gzip.NAME) : response;
    }
}
