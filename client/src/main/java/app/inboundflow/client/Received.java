package app.inboundflow.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** An answer that has come in whole, decompressed. */
record Received(int status, HttpHeaders headers, String text) {
    static Received of(int status, HttpHeaders headers, byte[] body) throws IOException {
        var gzip = headers.firstValue("Content-Encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        if (!gzip || body.length == 0) {
            return new Received(status, headers, new String(body, StandardCharsets.UTF_8));
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            var plain = HttpHeaders.of(headers.map(), (name, value) -> !name.matches("(?i)content-(encoding|length)"));
            return new Received(status, plain, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The body as a problem document of the given shape; null when it is something else. */
    <P> @Nullable P problem(Class<P> shape) {
        var type = headers.firstValue("Content-Type").orElse("");
        try {
            return type.matches("(?i)application/problem\\+json\\b.*") ? Json.read(text, shape) : null;
        } catch (JsonProcessingException broken) {
            return null;
        }
    }

    @Nullable String requestId() {
        return headers.firstValue("X-Request-Id").orElse(null);
    }
}
