package app.inboundflow.server.ratelimit;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;

/** Tells every caller what remains of the limit that its request counted against. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class RateLimitHeaders implements Ordered {
    private static final String ATTRIBUTE = "app.inboundflow.rate-limit";

    /** Keeps what a request took until its response is sent. */
    static void note(HttpRequest<?> request, Taken taken) {
        request.setAttribute(ATTRIBUTE, taken);
    }

    @Override
    public int getOrder() {
        // Outside of the security filter, so that its refusals pass here too.
        return ServerFilterPhase.SECURITY.before();
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        request.getAttribute(ATTRIBUTE, Taken.class)
                .ifPresent(taken -> response.header("X-RateLimit-Limit", Integer.toString(taken.limit()))
                        .header("X-RateLimit-Remaining", Long.toString(taken.remaining()))
                        .header("X-RateLimit-Reset", Long.toString(taken.reset())));
    }
}
