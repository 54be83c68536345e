package app.inboundflow.server.docs;

import app.inboundflow.server.Sha256;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/** Bytes that are served as they are. Whoever has them already is told so, and does not get them again. */
final class ServedFile {
    private final byte[] content;
    private final String mediaType;
    private final String tag;

    ServedFile(byte[] content, String mediaType) {
        this.content = content;
        this.mediaType = mediaType;
        this.tag = '"' + HexFormat.of().formatHex(Sha256.of(content), 0, 16) + '"';
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
    HttpResponse<byte[]> answer(HttpRequest<?> request) {
        var known = String.join(",", request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH));
        var response = known.contains(tag)
                ? HttpResponse.<byte[]>notModified()
                : HttpResponse.ok(content)
                        .header(HttpHeaders.CONTENT_TYPE, mediaType)
                        .contentLength(content.length);
        // Weak, because the same file may travel compressed; asked for each time, so that an update shows at once.
        return response.header(HttpHeaders.ETAG, "W/" + tag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
}
