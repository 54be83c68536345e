package app.inboundflow.server.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;

/** Understands that who accepts {@code application/*} accepts JSON, which the router does not. */
@ServerFilter("/v1/**")
class AcceptFilter {
    private static final String RANGE = "application/*";

    @PreMatching
    @RequestFilter
    HttpRequest<?> resolve(HttpRequest<?> request) {
        var accept = request.getHeaders().get("Accept");
        return accept == null || !accept.contains(RANGE)
                ? request
                : request.mutate().headers(headers -> headers.set("Accept", accept.replace(RANGE, "application/json")));
    }
}
