package app.inboundflow.server.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.json.JsonMapper;
import io.micronaut.web.router.RouteAttributes;
import java.io.IOException;

/**
 * Gives an answer to {@code HEAD} the type and the length that {@code GET} would have. The framework leaves both out, and
 * then closes the connection, for it cannot tell where the answer ends.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class HeadFilter implements Ordered {
    private final JsonMapper json;

    HeadFilter(JsonMapper json) {
        this.json = json;
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.FIRST.order();
    }

    @ResponseFilter
    void describe(HttpRequest<?> request, MutableHttpResponse<?> response) throws IOException {
        if (request.getMethod() != HttpMethod.HEAD) {
            return;
        }
        var body = response.body() != null
                ? response.body()
                : RouteAttributes.getHeadBody(response).orElse(null);
        if (body == null) {
            response.contentLength(0);
            return;
        }
        if (response.getContentType().isEmpty()) {
            response.contentType(MediaType.APPLICATION_JSON_TYPE);
        }
        response.contentLength(body instanceof byte[] bytes ? bytes.length : json.writeValueAsBytes(body).length);
    }
}
