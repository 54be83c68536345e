package app.inboundflow.server.http;

import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request line and the headers of a request, held to RFC 9110 and RFC 9112 where the framework is lenient. Headers that
 * would change how the framework answers are brought to one form, so that only their documented meaning counts.
 *
 * @param version 1.0 or 1.1
 * @param uri path and query, well-formed whatever the client sent
 * @param takesBody whether a body is read; other methods' bodies are ignored
 * @param awaitsContinue whether the client sends the body only when it is told to
 * @param refusal what is wrong, if anything
 * @param ends whether nothing after this request can be understood, so that the connection ends with its answer
 */
record RequestHead(
        HttpRequest request,
        HttpVersion version,
        String uri,
        boolean takesBody,
        boolean awaitsContinue,
        @Nullable ProblemException refusal,
        boolean ends) {
    private static final Pattern CAPITALS = Pattern.compile("[A-Z]+(-[A-Z]+)*");
    /** RFC 3986 host and port; no user, no space. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=%:\\[\\]-]*");

    /** Checks the head of a request. */
    static RequestHead of(HttpRequest request) {
        if (request.decoderResult().cause() instanceof Exception failure) {
            return undecodable(request, failure);
        }
        var version = request.protocolVersion();
        var framing = framing(version, request.headers());
        var target = RequestTarget.of(request.uri());
        var takesBody = request.method().equals(HttpMethod.POST);
        var refusal = framing != null ? framing : target.refusal();
        if (refusal == null) {
            refusal = isCapital(request.method())
                    ? host(version, request.headers())
                    : Problems.invalid("A method is written in capitals, such as GET.");
        }
        var awaitsContinue = HttpUtil.is100ContinueExpected(request);
        var content = normalize(request.headers(), target.uri(), takesBody);
        return new RequestHead(
                request,
                version.equals(HttpVersion.HTTP_1_0) ? version : HttpVersion.HTTP_1_1,
                target.uri(),
                takesBody,
                awaitsContinue,
                refusal == null ? content : refusal,
                framing != null);
    }

    private static RequestHead undecodable(HttpRequest request, Exception failure) {
        var isLine = failure instanceof TooLongHttpLineException;
        var isHeader = failure instanceof TooLongHttpHeaderException;
        var refusal = isLine
                ? Problems.uriTooLong()
                : isHeader ? Problems.headersTooLarge() : Problems.invalid("This is not an HTTP request.");
        // A key that is still to come in headers that are too large cannot be looked at: no path, no key needed.
        var uri = isHeader ? "/" : RequestTarget.of(request.uri()).uri();
        normalize(request.headers(), uri, false);
        return new RequestHead(request, HttpVersion.HTTP_1_1, uri, false, false, refusal, true);
    }

    /** Where the body ends must be clear, or what follows could be taken for a request of its own (RFC 9112, 6 and 11.2). */
    private static @Nullable ProblemException framing(HttpVersion version, HttpHeaders headers) {
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return Problems.invalid("This server speaks HTTP/1.1.");
        }
        var codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return null;
        }
        // To the letter: a value with white space around it was folded over two lines.
        return codings.size() == 1
                        && codings.getFirst().equalsIgnoreCase("chunked")
                        && version.equals(HttpVersion.HTTP_1_1)
                ? null
                : Problems.invalid("The only Transfer-Encoding of a request is chunked, once, in HTTP/1.1.");
    }

    /** Methods differ by case (RFC 9110, 9.1); the framework takes get for GET. */
    private static boolean isCapital(HttpMethod method) {
        return method == HttpMethod.GET
                || method == HttpMethod.POST
                || CAPITALS.matcher(method.name()).matches();
    }

    private static @Nullable ProblemException host(HttpVersion version, HttpHeaders headers) {
        var hosts = headers.getAll(HttpHeaderNames.HOST);
        var isOne = hosts.size() == 1 && HOST.matcher(hosts.getFirst()).matches();
        return isOne || hosts.isEmpty() && version.equals(HttpVersion.HTTP_1_0)
                ? null
                : Problems.invalid("A request has one Host header, with a host and a port.");
    }

    /** Leaves only what the API documents of the headers by which the framework would choose a form of body or answer. */
    private static @Nullable ProblemException normalize(HttpHeaders headers, String uri, boolean takesBody) {
        var acceptsJson = AcceptHeader.allows(headers.getAll(HttpHeaderNames.ACCEPT), "application", "json");
        var isJson = isPlainJson(headers);
        // The pages for people answer with what they have.
        headers.remove(HttpHeaderNames.ACCEPT).remove(HttpHeaderNames.EXPECT).remove(HttpHeaderNames.CONTENT_ENCODING);
        headers.remove(HttpHeaderNames.CONTENT_TYPE).remove(HttpHeaderNames.UPGRADE);
        headers.remove(HttpHeaderNames.ACCEPT_CHARSET).remove(HttpHeaderNames.ACCEPT_LANGUAGE);
        if (takesBody) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        }
        if (!uri.startsWith("/v1/")) {
            return null;
        }
        headers.set(HttpHeaderNames.ACCEPT, "application/json");
        if (takesBody && !isJson) {
            return Problems.unsupportedMediaType();
        }
        return acceptsJson ? null : Problems.notAcceptable();
    }

    /** Whether the body is said to be JSON in UTF-8, uncompressed. */
    private static boolean isPlainJson(HttpHeaders headers) {
        var types = headers.getAll(HttpHeaderNames.CONTENT_TYPE);
        return types.size() == 1
                && isJson(types.getFirst())
                && headers.getAll(HttpHeaderNames.CONTENT_ENCODING).stream()
                        .allMatch(coding -> coding.isBlank() || coding.strip().equalsIgnoreCase("identity"));
    }

    private static boolean isJson(String type) {
        if (type.equalsIgnoreCase("application/json")) {
            return true;
        }
        var parts = List.of(type.split(";", -1));
        return parts.getFirst().strip().equalsIgnoreCase("application/json")
                && parts.stream()
                        .skip(1)
                        .map(String::strip)
                        .filter(parameter -> parameter.regionMatches(true, 0, "charset=", 0, 8))
                        .allMatch(charset ->
                                charset.substring(8).replace("\"", "").equalsIgnoreCase("utf-8"));
    }
}
