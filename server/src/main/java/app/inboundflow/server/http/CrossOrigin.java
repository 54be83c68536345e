package app.inboundflow.server.http;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of named origins call the API from a browser (CORS, <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">
 * Fetch</a>), none by default, and never with cookies or other credentials of the browser. Requests of other origins are
 * answered all the same; their browser does not show them the answer.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class CrossOrigin implements Ordered {
    private static final String EXPOSED = "X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset,"
            + " Retry-After, Location, Allow, Idempotency-Replayed, WWW-Authenticate";
    private static final int REMEMBERED_SECONDS = 600;

    private final List<String> origins;

    CrossOrigin(@Value("${inboundflow.allowed-origins:}") List<String> origins) {
        this.origins = origins.stream()
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.FIRST.after();
    }

    /** Answers the question that a browser asks before a request. It carries no key, so none is asked for. */
    @RequestFilter
    @Nullable HttpResponse<?> preflight(HttpRequest<?> request) {
        var headers = request.getHeaders();
        if (request.getMethod() != HttpMethod.OPTIONS
                || !Operation.isOfTheApi(request)
                || !headers.contains(HttpHeaders.ORIGIN)
                || !headers.contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
            return null;
        }
        var answer = HttpResponse.noContent();
        if (isAllowed(request)) {
            answer.header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST")
                    .header(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, Idempotency-Key")
                    .header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, Integer.toString(REMEMBERED_SECONDS));
        }
        // The answer of a request filter does not pass the response filter beside it.
        permit(request, answer);
        return answer;
    }

    @ResponseFilter
    void permit(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (origins.isEmpty() || !Operation.isOfTheApi(request)) {
            return;
        }
        response.header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (isAllowed(request)) {
            response.header(
                            HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
                            request.getHeaders().get(HttpHeaders.ORIGIN))
                    .header(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }

    private boolean isAllowed(HttpRequest<?> request) {
        var sent = request.getHeaders().getAll(HttpHeaders.ORIGIN);
        return sent.size() == 1 && origins.contains(sent.getFirst());
    }
}
