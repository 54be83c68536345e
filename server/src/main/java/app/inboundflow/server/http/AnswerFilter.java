package app.inboundflow.server.http;

import app.inboundflow.server.json.JsonWriter;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.RouteAttributes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** What every answer has in common: the id of its request, how it may be kept, its length, and gzip where that is accepted. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class AnswerFilter implements Ordered {
    private static final int WORTH_COMPRESSING = 1_024;

    private final JsonWriter json;
    private final Drain drain;
    private final AnswerObservers observers;

    AnswerFilter(JsonWriter json, Drain drain, AnswerObservers observers) {
        this.json = json;
        this.drain = drain;
        this.observers = observers;
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.FIRST.order();
    }

    @ResponseFilter
    void complete(HttpRequest<?> request, MutableHttpResponse<?> response) {
        var headers = response.getHeaders();
        // A replayed answer keeps the id of the request that it first answered.
        if (!headers.contains("X-Request-Id")) {
            headers.set("X-Request-Id", ResponseMeta.requestId(request));
        }
        headers.set("X-Content-Type-Options", "nosniff");
        AnswerHeaders.of(request).forEach(headers::set);
        if (drain.hasBegun()) {
            headers.set(HttpHeaders.CONNECTION, "close");
        }
        var isOfTheApi = Operation.isOfTheApi(request);
        if (isOfTheApi) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
            headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        if (request.getMethod() == HttpMethod.HEAD) {
            describe(response);
        } else if (isOfTheApi && response.body() != null) {
            write(request, response);
        }
        observers.end(request, response);
    }

    /**
     * Gives an answer to {@code HEAD} the type and the length that {@code GET} would have. The framework leaves both out, and
     * then closes the connection.
     */
    private void describe(MutableHttpResponse<?> response) {
        var body = response.body() != null
                ? response.body()
                : RouteAttributes.getHeadBody(response).orElse(null);
        if (body != null) {
            describeAsJson(response);
        }
        if (!response.getHeaders().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.contentLength(body == null ? 0 : content(body).readableBytes());
        }
    }

    private static void describeAsJson(MutableHttpResponse<?> response) {
        if (response.getContentType().isEmpty()) {
            response.contentType(MediaType.APPLICATION_JSON_TYPE);
        }
    }

    /** Here, because this is not the event loop: answers that can be large come from the threads of requests. */
    private void write(HttpRequest<?> request, MutableHttpResponse<?> response) {
        describeAsJson(response);
        var plain = content(response.body());
        if (response.code() < 300 && plain.readableBytes() >= WORTH_COMPRESSING && Gzip.isAccepted(request)) {
            var compressed = Gzip.compressFast(ByteBufUtil.getBytes(plain));
            answer(request, response.header(HttpHeaders.CONTENT_ENCODING, Gzip.NAME), compressed, compressed.length);
        } else {
            answer(request, response, plain, plain.readableBytes());
        }
    }

    private static void answer(HttpRequest<?> request, MutableHttpResponse<?> response, Object body, int size) {
        response.body(body);
        CheckedRequest.of(request).ifPresent(answered -> answered.answered(size));
    }

    /** A body's bytes where they are, on the heap. Given an array, the framework would copy it into a buffer that grows. */
    private ByteBuf content(Object body) {
        return body instanceof byte[] bytes ? Unpooled.wrappedBuffer(bytes) : Unpooled.wrappedBuffer(json.pieces(body));
    }
}
