package app.inboundflow.server.docs;

import app.inboundflow.server.http.Operation;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Sets the headers that make a browser load nothing from other hosts, run no inline script, and refuse frames: on everything
 * that is not of the API.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class PageHeaders {
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            // Swagger UI's icons are data.
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    @ResponseFilter
    void protect(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!Operation.isOfTheApi(request)) {
            response.header("Content-Security-Policy", POLICY).header("Referrer-Policy", "no-referrer");
        }
    }
}
