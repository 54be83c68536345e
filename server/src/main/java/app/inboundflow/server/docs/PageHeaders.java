package app.inboundflow.server.docs;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Tells browsers how little the pages need: this server, no other host, no script but its files, and no frame around. */
@ServerFilter({"/", "/openapi.yaml", "/docs/**", "/problems/**"})
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
    void protect(MutableHttpResponse<?> response) {
        response.header("Content-Security-Policy", POLICY).header("Referrer-Policy", "no-referrer");
    }
}
