package app.inboundflow.client;

import app.inboundflow.client.model.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** An answer that has come in whole, decompressed. */
record Received(
        int statusCode, HttpHeaders headers, byte[] bytes, HttpRequest request, URI uri, HttpClient.Version version)
        implements HttpResponse<InputStream> {
    static Received of(HttpResponse<byte[]> answer) throws IOException {
        var bytes = answer.body();
        var headers = answer.headers();
        if (headers.firstValue("Content-Encoding")
                        .filter("gzip"::equalsIgnoreCase)
                        .isPresent()
                && bytes.length > 0) {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = in.readAllBytes();
            }
            headers = HttpHeaders.of(headers.map(), (name, value) -> !name.matches("(?i)content-(encoding|length)"));
        }
        return new Received(answer.statusCode(), headers, bytes, answer.request(), answer.uri(), answer.version());
    }

    /**
     * The body for the generated engine. It reads bodies in the platform's character set, which before Java 18 need not be
     * UTF-8; written in ASCII, JSON says the same in all of them.
     */
    @Override
    public InputStream body() {
        if (Charset.defaultCharset().equals(StandardCharsets.UTF_8)) {
            return new ByteArrayInputStream(bytes);
        }
        var ascii = new StringBuilder();
        text().chars().forEach(c -> ascii.append(c < 128 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return new ByteArrayInputStream(ascii.toString().getBytes(StandardCharsets.US_ASCII));
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The body as a problem document of the given shape; null when it is something else. */
    <P> @Nullable P problem(Class<P> shape) {
        var type = headers.firstValue("Content-Type").orElse("");
        try {
            return type.matches("(?i)application/problem\\+json\\b.*") ? Engine.JSON.readValue(bytes, shape) : null;
        } catch (IOException broken) {
            return null;
        }
    }

    @Nullable String code() {
        var problem = problem(Problem.class);
        return problem == null ? null : problem.getCode();
    }

    @Nullable String requestId() {
        return headers.firstValue("X-Request-Id").orElse(null);
    }

    @Override
    public Optional<HttpResponse<InputStream>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return Optional.empty();
    }
}
